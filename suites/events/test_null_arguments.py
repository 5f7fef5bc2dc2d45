"""evt.null-arguments: events without object, value or declared name are pushed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.events.judging import wrongs
from suites.events.listening import declared
from suites.events.publishing import story

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("evt.null-arguments")
def test_null_arguments(stage: Stage, judge: Judge) -> None:
    """Look at every argument of what publishers heard."""
    known, told = declared(stage), story(stage)
    judge.covered("events", len(told.all))
    filed: dict[str, int] = {}
    for event in told.all:
        for wrong in wrongs(event, known):
            filed[f"{event.method}: {wrong}"] = filed.get(f"{event.method}: {wrong}", 0) + 1
    for what, count in filed.items():
        method, _, wrong = what.partition(": ")
        judge.fail(
            "an event says nothing that a policy could use",
            where=method,
            expected="type and id of the object, a declared name, and a number for gauges",
            seen=f"{wrong}, {count} times",
        )
