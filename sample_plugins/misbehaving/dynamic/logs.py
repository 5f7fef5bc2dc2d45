"""Variants for the checks of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from sample_plugins.misbehaving.dynamic.passages import PIN_CASE, WITH_PIN, printing, writing
from sample_plugins.misbehaving.dynamic.variant import bad, doubted, java, light, near

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

_REQUEST: Final = (
    'LOG.info("{}: session {}: {} {}", Release.SIGNATURE, id, what, Text.visible(subject));'
)
_WARN: Final = """\
        LOG.warn(
                "{}: harbour {}: {} {} failed","""
_PROBLEM: Final = "                path,\n                problem);"
_UNREACHABLE: Final = "Fault.UNREACHABLE.about(harbour.name, e)"
_KEEPER: Final = "    Keeper keeper(String harbourId, Fields answer) {\n"
_LOGGER: Final = "org.slf4j.LoggerFactory.getLogger(Inventory.class)"


def _lines(count: int) -> str:
    return f'for (int n = 0; n < {count}; n++) {{ LOG.debug("step {{}}", n); }} {_REQUEST}'


SAYING: Final = (
    bad(
        "log.level-abuse", "reports_requests_as_errors", light("Session", "LOG.info(", "LOG.error(")
    ),
    bad(
        "log.level-abuse",
        "whispers_about_errors",
        light("Office", _WARN, _WARN.replace("warn", "debug")),
    ),
    near(
        "log.level-abuse",
        "reports_errors_as_errors",
        light("Office", _WARN, _WARN.replace("warn", "error")),
    ),
    bad(
        "log.stack-lost",
        "logs_the_message_only",
        light("Office", '{} {} failed"', '{} {} failed: {}"'),
        light("Office", _PROBLEM, _PROBLEM.replace("problem", "problem.getMessage()")),
    ),
    near(
        "log.stack-lost",
        "names_the_exception_in_the_message",
        light("Office", '{} {} failed"', '{} {} failed: {}"'),
        light(
            "Office", _PROBLEM, _PROBLEM.replace("problem", "String.valueOf(problem.getCause())")
        ),
    ),
    bad(
        "log.injection",
        "logs_ids_as_they_are",
        light("Session", _REQUEST, _REQUEST.replace("Text.visible(subject)", "subject")),
    ),
    near(
        "log.injection",
        "logs_ids_without_control_characters",
        light(
            "Session",
            _REQUEST,
            _REQUEST.replace(
                "Text.visible(subject)", r'String.valueOf(subject).replaceAll("\\p{C}", "?")'
            ),
        ),
    ),
    doubted("log.flood", "logs_every_step", light("Session", _REQUEST, _lines(120))),
    near("log.flood", "logs_many_steps", light("Session", _REQUEST, _lines(5))),
    bad(
        "log.personal-data",
        "dumps_keepers",
        light(
            "Inventory",
            _KEEPER,
            f'{_KEEPER}        {_LOGGER}.info("keeper {{}}, phone {{}}", answer.text("name"),'
            ' answer.optionalText("phone"));\n',
        ),
    ),
    near(
        "log.personal-data",
        "names_keepers",
        light(
            "Inventory",
            _KEEPER,
            f'{_KEEPER}        {_LOGGER}.info("keeper {{}}", answer.text("name"));\n'
            f'        {_LOGGER}.debug("{{}}, {{}}", answer.text("name"),'
            ' answer.optionalText("phone"));\n',
        ),
    ),
    bad(
        "log.secret-in-exception",
        "names_the_password_in_an_exception",
        light(
            "Office",
            _UNREACHABLE,
            'Fault.UNREACHABLE.about(harbour.name + " with " + harbour.password(), e)',
        ),
        also=("fail log.secret",),
    ),
    near(
        "log.secret-in-exception",
        "names_the_user_in_an_exception",
        light(
            "Office",
            _UNREACHABLE,
            'Fault.UNREACHABLE.about(harbour.name + " as " + harbour.user, e)',
        ),
    ),
    doubted(
        "log.no-correlation",
        "prints_without_a_name",
        java("Box", 'Release.log("printReceipt of " + id);', 'Release.log("printReceipt");'),
    ),
    near(
        "log.no-correlation",
        "names_one_in_a_debug_line",
        java(
            "Box",
            'Release.log("printReceipt of " + id);',
            'Release.log("printReceipt");'
            ' org.slf4j.LoggerFactory.getLogger(Box.class).debug("box {}", id);',
        ),
    ),
)
"""Variants that log too much, too little, or what helps nobody."""

_SIGNATURE: Final = "1.0.0 build 1 (2026-03-02)"


def _after(variant: Variant, earlier: str) -> Variant:
    """The same with an earlier release that has a signature of its own."""
    edit = java("Release", _SIGNATURE, earlier)
    return msgspec.structs.replace(variant, earlier=(edit,), alone=True)


RELEASES: Final = (
    _after(
        bad("log.signature-not-unique", "signs_as_before"),
        _SIGNATURE,
    ),
    _after(
        near("log.signature-not-unique", "signs_with_another_date"),
        "0.9.0 build 1 (2025-11-30)",
    ),
)
"""Releases that can, and cannot, be told from the one before."""

LOGS: Final[tuple[Variant, ...]] = (*SECRETS, *SIGNATURES, *SAYING, *RELEASES)
"""Every variant of the area."""
