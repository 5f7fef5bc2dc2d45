"""log.no-correlation: lines of the log name nothing by which they could be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.logging.lines import logged_during, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, Stage
    from suites.logging.lines import Line

_ENOUGH: Final = 10
_SHORTEST: Final = 2


@check("log.no-correlation")
def test_no_correlation(stage: Stage, judge: Judge) -> None:
    """Count lines that name an object, an endpoint or a session."""
    nodes = stage.inventory.nodes
    lines = logged_during(stage, lambda: drive(stage))
    if len(lines) < _ENOUGH:
        judge.not_exercised(f"{len(lines)} lines are too few to say")
    names = {node.id for node in nodes} | set(sessions(stage))
    told = telling(lines, names)
    judge.covered("lines", len(lines))
    judge.note(f"{told} of {len(lines)} lines name an object, an endpoint or a session")
    if not told:
        judge.warn(
            "no line of the log names an object, an endpoint or a session",
            where="log",
            expected="the id of what a line is about, so that a problem can be traced",
            seen=text_of(lines[0]),
        )


def drive(stage: Stage) -> None:
    """Read the inventory and run the workflows of the case."""
    stage.walk()
    stage.case_runs()


def sessions(stage: Stage) -> Iterable[str]:
    """Sessions that the plug-in was told of."""
    for call in stage.observations("call"):
        session = (call.facts.get("args") or {}).get("session")
        if session:
            yield str(session)


def telling(lines: Iterable[Line], names: Iterable[str]) -> int:
    """How many lines hold a name; one letter is none."""
    wanted = tuple(name for name in names if len(name) >= _SHORTEST)
    return sum(any(name in text_of(line) for name in wanted) for line in lines)
