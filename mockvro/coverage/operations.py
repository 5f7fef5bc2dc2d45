"""The page about the REST operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.coverage import PRIORITIES, STATUSES, coverage_document
from mockvro.api.operations import operations
from mockvro.coverage.markdown import MADE, table

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLES = {
    "8.18": "Operations of 8.18",
    "7.6": "Operations that releases before 8.18 have beside these",
    "control-center": "The Control Center",
}


def overview() -> Iterator[str]:
    """Numbers of all families."""
    rows = ((title, *row) for family, title in TITLES.items() for row in _totals(family))
    yield from table(("", "priority", *STATUSES, "all"), rows)


def lines() -> Iterator[str]:
    """The page."""
    yield "# Coverage of the REST API"
    yield ""
    yield MADE
    yield ""
    yield "*real*: answered as the product answers, as far as that is known. *partial*: the last"
    yield "column says what is missing. *501*: answered with that status and the name of the"
    yield "operation. Priority A is needed to accept plug-ins, B is called by a known client."
    for family, title in TITLES.items():
        yield ""
        yield f"## {title}"
        yield ""
        yield from table(("priority", *STATUSES, "all"), _totals(family))
        yield ""
        yield from table(("operation", "priority", "status", "missing"), _rows(family))


def _totals(family: str) -> Iterator[tuple[object, ...]]:
    counts = coverage_document()["counts"][family]
    for priority in PRIORITIES:
        if total := sum(counts[priority].values()):
            yield (priority, *counts[priority].values(), total)


def _rows(family: str) -> Iterator[tuple[object, ...]]:
    for each in operations():
        if each.family == family:
            yield (f"`{each.method} {each.path}`", each.priority, each.status, each.missing)
