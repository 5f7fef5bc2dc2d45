"""evt.after-unregister: events are pushed to publishers and watchers that were taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import NotExercisedError, check
from suites.events.listening import declared
from suites.events.publishing import story
from suites.events.waiting import PLAIN, vigil

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("evt.after-unregister")
def test_after_unregister(stage: Stage, judge: Judge) -> None:
    """Take everybody back, change the managed system, and listen."""
    declared(stage)
    _publishers(stage, judge)
    _watchers(stage, judge)


def _publishers(stage: Stage, judge: Judge) -> None:
    told = story(stage)
    if told.after:
        judge.covered("publishers that were taken back", told.objects - len(told.refused))
    if told.in_flight:
        judge.note(
            "events that were under way when publishers were taken back", seen=str(told.in_flight)
        )
    if told.late:
        first = told.late[0]
        judge.fail(
            "events are pushed to publishers that were taken back",
            where=f"{first} in thread {first.thread}",
            expected="no push of what happens after unregisterEventPublisher",
            seen=f"{len(told.late)} pushes after a change that came later",
            evidence={"events": sorted({str(each) for each in told.late})},
        )


def _watchers(stage: Stage, judge: Judge) -> None:
    try:
        kept = vigil(stage)
    except NotExercisedError:
        return  # publishers alone
    if kept.fired:
        judge.covered("watchers that were removed", kept.added(PLAIN))
    if kept.late(PLAIN):
        judge.fail(
            "events are pushed to watchers that were removed",
            where="pushWatcherEvent",
            expected="no push of what happens after removeWatcher",
            seen=f"{len(kept.late(PLAIN))} watchers told of a change that came later",
            evidence={"watchers": sorted(kept.late(PLAIN))},
        )
