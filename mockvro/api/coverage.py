"""How much of the product is simulated, as a document; `mockvro.coverage` makes pages of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.api.operations import BASES, operations
from mockvro.engine.coverage import item_coverage
from mockvro.scripting.coverage import coverage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockvro.api.operations import Operation

STATUSES = ("real", "partial", "501")
PRIORITIES = ("A", "B", "C")


def coverage_document() -> dict[str, Any]:
    """The answer of `GET /mockvro/coverage`."""
    found = operations()
    return {
        "counts": {
            family: {
                priority: _counts(each for each in found if _is(each, family, priority))
                for priority in PRIORITIES
            }
            for family in BASES
        },
        "operations": [msgspec.structs.asdict(each) for each in found],
        "scripting": Counter(row.state for row in coverage()),
        "workflowItems": [msgspec.structs.asdict(row) for row in item_coverage()],
    }


def _is(operation: Operation, family: str, priority: str) -> bool:
    return (operation.family, operation.priority) == (family, priority)


def _counts(found: Iterable[Operation]) -> dict[str, int]:
    counted = Counter[str](each.status for each in found)
    return {status: counted[status] for status in STATUSES}
