"""evt.duplicate: one event is pushed several times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.events.judging import repeated
from suites.events.publishing import story

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("evt.duplicate")
def test_duplicate(stage: Stage, judge: Judge) -> None:
    """Count what each publisher hears of one change."""
    told = story(stage)
    judge.covered("events of a change", sum(each.method == "pushTrigger" for each in told.after))
    for event, count in repeated(told.before, told.after, told.gone).items():
        judge.fail(
            "the same event is pushed several times",
            where=f"{event} in thread {event.thread}",
            expected="one push for what happened once",
            seen=f"{count} pushes with the same properties",
            evidence={"properties": dict(event.properties)},
        )
