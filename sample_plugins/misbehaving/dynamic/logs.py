"""Variants for the checks of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import PIN_CASE, WITH_PIN, printing, writing
from sample_plugins.misbehaving.dynamic.variant import bad, java, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_BASE64: Final = (
    "java.util.Base64.getEncoder().encodeToString((owner + pin).getBytes("
    "java.nio.charset.StandardCharsets.UTF_8))"
)
_SIGN: Final = 'LOG.info("{}: {}", SIGNATURE, request);'
_IN_A_THREAD: Final = (
    f"Thread writer = new Thread(() -> {_SIGN[:-1]});"
    " writer.start();"
    " try { writer.join(); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }"
)

SECRETS: Final = (
    bad(
        "log.secret",
        "logs_a_secret",
        *WITH_PIN,
        printing('Release.log("printReceipt " + file + " with " + pin);'),
        case=PIN_CASE,
    ),
    bad(
        "log.secret",
        "logs_a_secret_in_base64",
        *WITH_PIN,
        printing(f"Release.log({_BASE64});"),
        case=PIN_CASE,
    ),
    bad(
        "log.secret",
        "prints_a_secret",
        *WITH_PIN,
        printing("System.err.println(pin);"),
        case=PIN_CASE,
    ),
    bad(
        "log.secret",
        "puts_a_secret_into_the_result",
        *WITH_PIN,
        writing('receipt = receipt + (pin == null ? "" : pin);'),
        case=PIN_CASE,
    ),
    near(
        "log.secret",
        "logs_that_there_is_a_secret",
        *WITH_PIN,
        printing('Release.log(pin == null ? "no pin" : "a pin of " + pin.length() + " letters");'),
        case=PIN_CASE,
    ),
)
"""Variants that do not keep a secret, and one that does."""

SIGNATURES: Final = (
    bad(
        "log.no-signature",
        "finds_without_a_word",
        java("DepotFactory", 'Release.log("find " + type);', ""),
    ),
    bad(
        "log.no-signature",
        "signs_once_for_all",
        java(
            "Release",
            _SIGN,
            f"if (FIRST.getAndSet(false)) {{ {_SIGN} }} else {{ LOG.info(request); }}",
        ),
        java(
            "Release",
            "    private Release() {}",
            "    private static final java.util.concurrent.atomic.AtomicBoolean FIRST ="
            " new java.util.concurrent.atomic.AtomicBoolean(true);\n\n    private Release() {}",
        ),
    ),
    near("log.no-signature", "signs_in_a_thread", java("Release", _SIGN, _IN_A_THREAD)),
)
"""Variants that do not say which release they are, and one that does in its own way."""

LOGS: Final[tuple[Variant, ...]] = (*SECRETS, *SIGNATURES)
"""Every variant of the area."""
