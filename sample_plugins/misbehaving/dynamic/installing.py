"""Variants for the checks of installing and removing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from sample_plugins.misbehaving.dynamic.bases import DEPOT
from sample_plugins.misbehaving.dynamic.passages import (
    PIN_CASE,
    WITH_PIN,
    adaptor,
    checked,
    printing,
    registry,
    starting,
)
from sample_plugins.misbehaving.dynamic.variant import bad, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Edit, Variant

_ACTION: Final = "content/actions/org.example.depot/countBoxes.xml"
_SAVE: Final = "endpoints.saveEndpointConfiguration(entry);"
_NEW: Final = "ch.dunes.vso.sdk.endpoints.IEndpointConfiguration entry = endpoints."
_LOGGER: Final = "org.slf4j.LoggerFactory.getLogger(DepotAdaptor.class)"


def _twin(module: str) -> tuple[tuple[str, str], ...]:
    """The action of the package once more, with an id of its own, in a module."""
    text = DEPOT.source().text(_ACTION)
    return ((f"content/actions/{module}/again.xml", text.replace("000000000001", "00000000000a")),)


def _adding(variant: Variant, module: str) -> Variant:
    return msgspec.structs.replace(variant, adds=_twin(module))


def _kept(setter: str) -> tuple[Edit, ...]:
    """Stores the secret of a receipt in an endpoint configuration."""
    code = (
        f'if (pin != null) {{ {_NEW}newEndpointConfiguration("depot"); entry.{setter}("pin", pin);'
        f" {_SAVE} }}"
    )
    return (
        *WITH_PIN,
        printing(code.replace(" endpoints.", " DepotAdaptor.endpoints.")),
    )


LOADING: Final = (
    bad(
        "inst.load-failed",
        "throws_in_its_static_initialiser",
        adaptor('static { if (true) { throw new IllegalStateException("no depot"); } }'),
    ),
    bad(
        "inst.load-failed",
        "throws_in_its_constructor",
        adaptor('public DepotAdaptor() { throw new IllegalStateException("no depot"); }'),
    ),
    near(
        "inst.load-failed",
        "logs_an_exception_and_loads",
        starting(
            'try { throw new IllegalStateException("no cache yet"); }'
            f' catch (IllegalStateException e) {{ {_LOGGER}.warn("starts without a cache", e); }}'
        ),
    ),
)
"""Variants that do not start, or look as if they did not."""

CONTENT: Final = (
    _adding(bad("inst.partial-package", "has_an_action_twice"), "org.example.depot"),
    _adding(near("inst.partial-package", "has_an_action_in_two_modules"), "org.example.depot.old"),
    bad(
        "inst.not-idempotent",
        "adds_an_endpoint_at_each_start",
        registry(checked(f"{_NEW}newEndpointConfiguration(); {_SAVE}")),
    ),
    near(
        "inst.not-idempotent",
        "adds_an_endpoint_unless_there_is_one",
        registry(
            checked(
                'if (endpoints.getEndpointConfiguration("depot") == null) {'
                f' {_NEW}newEndpointConfiguration("depot"); {_SAVE} }}'
            )
        ),
    ),
)
"""Variants whose content is installed otherwise than it should be."""

_CACHE: Final = 'new java.io.File(System.getProperty("user.home"), "depot.cache")'

REMOVAL: Final = (
    bad(
        "uninst.residue",
        "leaves_a_cache",
        starting(checked(f"{_CACHE}.createNewFile();")),
    ),
    near(
        "uninst.residue",
        "tidies_its_cache_up",
        starting(checked(f"{_CACHE}.createNewFile(); {_CACHE}.delete();")),
    ),
    bad(
        "uninst.residue",
        "leaves_a_secret_in_a_file",
        *WITH_PIN,
        printing(
            "if (pin != null) { Files.write("
            'java.nio.file.Paths.get("last.txt"), (name + pin).getBytes()); }'
        ),
        case=PIN_CASE,
    ),
    bad("uninst.residue", "keeps_a_secret_in_the_open", *_kept("setString"), case=PIN_CASE),
    warned("uninst.residue", "keeps_a_secret_as_a_password", *_kept("setPassword"), case=PIN_CASE),
)
"""Variants that leave something behind."""

INSTALLING: Final[tuple[Variant, ...]] = (*LOADING, *CONTENT, *REMOVAL)
"""Every variant of the area, except for names of elements, which are judged without running."""
