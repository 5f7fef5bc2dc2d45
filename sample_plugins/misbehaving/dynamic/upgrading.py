"""Variants that replace an earlier release, and what that breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from sample_plugins.misbehaving.dynamic.passages import (
    DESCRIPTOR,
    WRITTEN,
    checked,
    registry,
    writing,
)
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, java, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_COUNT: Final = "content/workflows/Library/Depot/count-boxes.xml"
_ALWAYS: Final = Edit(DESCRIPTOR, 'installation mode="version"', 'installation mode="always"')
_NORTH: Final = 'new Shelf("s1", "North", 10)'
_ATTIC: Final = 'new Shelf("s3", "Attic", 2)'
_FIND: Final = "return Stock.shelf(id);"
_STRICT: Final = (
    'Shelf found = Stock.shelf(id); if (found == null) { throw new IllegalArgumentException("no '
    'shelf " + id); } return found;'
)
_FORGETS: Final = 'endpoints.deleteEndpointConfiguration("receipts");'
_KEPT: Final = 'endpoints.getEndpointConfiguration("receipts")'
_ADDS: Final = (
    f"if ({_KEPT} != null) {{ ch.dunes.vso.sdk.endpoints.IEndpointConfiguration kept = {_KEPT};"
    ' kept.setString("release", "1.0.0"); endpoints.saveEndpointConfiguration(kept); }'
)
_IN_SILENCE: Final = "Receipts.place(file);"

_USUAL: Final = (_ALWAYS, java("Stock", _ATTIC, 'new Shelf("s3", "Attic", 1)'))
"""An earlier release that nothing is wrong with, with a smaller shelf."""


def _after(variant: Variant, *earlier: Edit) -> Variant:
    return msgspec.structs.replace(variant, earlier=earlier)


def _also(variant: Variant, *findings: str) -> Variant:
    return msgspec.structs.replace(variant, expected=variant.expected | set(findings))


UPGRADING: Final[tuple[Variant, ...]] = (
    _after(bad("upg.endpoint-lost", "forgets_its_folder", registry(checked(_FORGETS)))),
    _after(near("upg.endpoint-lost", "adds_to_its_folder", registry(checked(_ADDS))), *_USUAL),
    _after(
        bad("upg.id-changed", "gives_a_shelf_another_id"),
        java("Stock", _ATTIC, 'new Shelf("attic", "Attic", 2)'),
    ),
    _after(
        near("upg.id-changed", "makes_a_shelf_bigger"),
        *_USUAL,
    ),
    _after(
        bad(
            "upg.running-workflow-breaks",
            "throws_at_an_old_id",
            java("DepotFactory", _FIND, _STRICT),
            also=("fail upg.id-changed",),
        ),
        java("Stock", _NORTH, 'new Shelf("north", "North", 10)'),
    ),
    _also(
        _after(
            near("upg.running-workflow-breaks", "finds_nothing_for_an_old_id"),
            java("Stock", _NORTH, 'new Shelf("north", "North", 10)'),
        ),
        "fail upg.id-changed",
    ),
    _after(bad("upg.regression-silent", "writes_no_receipt_any_more", writing(_IN_SILENCE))),
    _after(
        near("upg.regression-silent", "never_wrote_a_receipt", writing(_IN_SILENCE)),
        java("Box", WRITTEN, _IN_SILENCE),
    ),
    _after(
        bad(
            "inst.mode-always-downgrade",
            "always_installs_its_content",
            Edit(_COUNT, 'version="1.0.0"', 'version="1.1.0"'),
        ),
        _ALWAYS,
    ),
    _after(near("inst.mode-always-downgrade", "always_installs_the_same_content"), *_USUAL),
)
"""Every variant with an earlier release."""
