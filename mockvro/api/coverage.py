"""How much of the product is simulated, as a document and as a page of the documentation.

`python -m mockvro.api.coverage > docs/coverage.md` writes the page.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.api.operations import operations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockvro.api.operations import Operation

STATUSES = ("real", "partial", "501")
TITLES = {
    "8.18": "Operations of 8.18",
    "7.6": "Operations that releases before 8.18 have beside these",
    "control-center": "The Control Center",
}
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
            for family in TITLES
        },
        "operations": [msgspec.structs.asdict(each) for each in found],
    }


def _is(operation: Operation, family: str, priority: str) -> bool:
    return (operation.family, operation.priority) == (family, priority)


def _counts(found: Iterable[Operation]) -> dict[str, int]:
    counted = Counter[str](each.status for each in found)
    return {status: counted[status] for status in STATUSES}


def page() -> str:
    """The page, Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Coverage of the REST API"
    yield ""
    yield "Made by `python -m mockvro.api.coverage > docs/coverage.md`; do not edit."
    yield ""
    yield "*real*: answered as the product answers, as far as that is known. *partial*: the last"
    yield "column says what is missing. *501*: answered with that status and the name of the"
    yield "operation. Priority A is needed to accept plug-ins, B is called by a known client."
    for family, title in TITLES.items():
        yield ""
        yield f"## {title}"
        yield ""
        yield from _totals(family)
        yield ""
        yield from _table(family)


def _totals(family: str) -> Iterator[str]:
    yield f"| priority | {' | '.join(STATUSES)} | all |"
    yield "|---|---|---|---|---|"
    for priority in PRIORITIES:
        counts = _counts(each for each in operations() if _is(each, family, priority))
        cells = [*counts.values(), sum(counts.values())]
        yield f"| {priority} | {' | '.join(map(str, cells))} |"


def _table(family: str) -> Iterator[str]:
    yield "| operation | priority | status | missing |"
    yield "|---|---|---|---|"
    for each in operations():
        if each.family == family:
            name = f"`{each.method} {each.path}`"
            yield f"| {name} | {each.priority} | {each.status} | {each.missing} |"


if __name__ == "__main__":
    sys.stdout.write(page())
