"""How much of the product's workflow items is simulated, type by type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from mockvro.content.workflow.model import ITEM_TYPES
from mockvro.engine.handlers import HANDLERS

if TYPE_CHECKING:
    from collections.abc import Mapping

State = Literal["runs", "parsed", "refused"]


class ItemRow(msgspec.Struct, frozen=True):
    """One item type, or one use of it that ends otherwise.

    Attributes:
        item: The type, with the use where it matters.
        state: Whether a run performs it, it is read and written only, or refused by name.
        note: What is unverified about it, or how it is refused.
    """

    item: str
    state: State
    note: str = ""


CHOICES: Mapping[str, str] = {
    "condition": "the stored script decides, not the `condition` elements",
    "decision-activity": "comparators are those of the editor; no published workflow has one",
    "foreach": "arrays of different lengths are filled up with nulls (unverified)",
    "multiple": "fails with the first run that fails, after all are over (unverified)",
    "waiting-event": "out-bindings of type Properties or Any take the whole event (unverified)",
    "waiting-timer": "a date that has passed does not wait",
}
"""What a run does where the product is not known well enough (`reference/workflow-xml.md` §4)."""

REFUSED = (
    ItemRow("`task` in another runtime or environment", "refused", "the run fails with its name"),
    ItemRow(
        "`multiple` on another server (`serverUri`)", "refused", "the item fails with its name"
    ),
    ItemRow("`foreach` over an action", "refused", "the item fails; no source says it exists"),
    ItemRow(
        "any other type", "refused", "the workflow is not read; the error names the item (W02)"
    ),
)


def item_coverage() -> tuple[ItemRow, ...]:
    """Every item type in alphabetical order, then what is refused."""
    types = (
        ItemRow(f"`{kind}`", "runs" if kind in HANDLERS else "parsed", CHOICES.get(kind, ""))
        for kind in sorted(ITEM_TYPES)
    )
    return (*types, *REFUSED)
