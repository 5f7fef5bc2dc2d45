"""Variants for the checks of the proof case's workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.flows import FLOWS
from sample_plugins.misbehaving.dynamic.passages import WRITTEN, writing
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_ACTION: Final = "content/actions/org.example.depot/countBoxes.xml"
_COUNTED: Final = "return shelf.getBoxes().length;"

WORKFLOWS: Final[tuple[Variant, ...]] = (
    *FLOWS,
    bad("wf.success-without-effect", "writes_no_receipt", writing("")),
    bad(
        "wf.success-without-effect",
        "writes_an_empty_receipt",
        writing("Files.write(Receipts.place(file), new byte[0]);"),
    ),
    near("wf.success-without-effect", "writes_a_receipt_twice", writing(f"{WRITTEN} {WRITTEN}")),
    bad(
        "wf.unexpected-result",
        "counts_wrongly",
        Edit(_ACTION, _COUNTED, "return shelf.getBoxes().length + 1;"),
    ),
    bad(
        "wf.unexpected-result",
        "fails_to_count",
        Edit(_ACTION, _COUNTED, "return shelf.getAllBoxes().length;"),
    ),
    near(
        "wf.unexpected-result",
        "counts_with_a_fraction",
        Edit(_ACTION, _COUNTED, "return 0.5 + 1.5;"),
    ),
)
"""Every variant of the area."""
