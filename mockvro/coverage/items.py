"""The page about the items of workflows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from mockvro.coverage.markdown import MADE, table
from mockvro.engine.coverage import REFUSED, State, item_coverage

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES: tuple[State, ...] = get_args(State)


def totals() -> Iterator[tuple[object, ...]]:
    """State and number of types; uses of a type that are refused are no types."""
    counted = Counter(row.state for row in item_coverage() if row not in REFUSED)
    yield from ((state, counted[state]) for state in STATES)
    yield "all", counted.total()


def lines() -> Iterator[str]:
    """The page."""
    yield "# Coverage of the workflow items"
    yield ""
    yield MADE
    yield ""
    yield "*runs*: a run performs it. *parsed*: kept in import and export, a run that reaches it"
    yield "fails by name. *refused*: an error that names it, never a silent step."
    yield ""
    yield from table(("state", "item types"), totals())
    yield ""
    rows = ((row.item, row.state, row.note) for row in item_coverage())
    yield from table(("item", "state", "choice where the product is not known, or error"), rows)
