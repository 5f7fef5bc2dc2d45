"""log.personal-data: whole objects or answers are dumped at INFO."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from harness.pytest_plugin import check
from suites.logging.lines import INFO, at, logged_during, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Node, Stage
    from suites.logging.lines import Line

_TELLING: Final = 5
"""Letters from which on a value is not found in a line by chance."""
_DUMPED: Final = 2
"""Telling values of one object, besides its id, from which on a line dumps it."""
_BYTES: Final = 10 * 1024


@check("log.personal-data")
def test_personal_data(stage: Stage, judge: Judge) -> None:
    """Look for the values of objects in what reading them and the case's workflows log."""
    known = {node.key: values for node in stage.inventory.nodes if (values := telling(node))}
    if not known:
        judge.not_exercised("no object has two properties that could be told in a log")
    lines = at(logged_during(stage, lambda: drive(stage)), INFO)
    judge.covered("objects with values to look for", len(known))
    judge.covered("lines at INFO", len(lines))
    for key, line in dumps(known, lines):
        judge.fail(
            f"an object of type {key[0]} is dumped into the log",
            where=str(line.get("logger")),
            expected="ids and names at INFO; what objects hold at DEBUG at most",
            seen=shown(line),
        )
    calls = {line.get("call") for line in lines if line.get("call")}
    written = sum(len(text_of(line)) for line in lines)
    judge.measure(
        "log of one call at INFO", written / max(1, len(calls)), "bytes", _BYTES, documented=False
    )


def drive(stage: Stage) -> None:
    """Read the inventory, then use it."""
    stage.walk()
    stage.case_runs()


def telling(node: Node) -> frozenset[str]:
    """Values of an object that are not found in a line by chance; none if there are too few."""
    texts = {text for value in node.properties.values() for text in told(value)}
    found = frozenset(text for text in texts if text not in node.id and node.id not in text)
    return found if len(found) >= _DUMPED else frozenset()


def told(value: Any) -> Iterator[str]:
    """A value as a log would tell it."""
    if isinstance(value, str) and len(value) >= _TELLING and not value.isdigit():
        yield value


def dumps(
    known: dict[tuple[str, str], frozenset[str]], lines: Iterable[Line]
) -> Iterator[tuple[tuple[str, str], Line]]:
    """Lines that hold most of what is known of an object; the first of each type."""
    seen = set()
    for line in lines:
        text = str(line.get("message"))
        for key, values in known.items():
            if key[0] not in seen and sum(value in text for value in values) >= _DUMPED:
                seen.add(key[0])
                yield key, line
