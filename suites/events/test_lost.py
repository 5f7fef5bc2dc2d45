"""evt.lost: what happens while the connection is broken is never told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import NotExercisedError, check
from suites.events.listening import (
    change,
    events,
    latest,
    listening,
    patience,
    settle,
    targets,
    wait,
)
from suites.events.publishing import story

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_AGAIN: Final = 3
"""Requests that are answered after the interruption: the plug-in is connected again."""
_LOUD: Final = {"WARN", "ERROR", "FATAL"}


@check("evt.lost")
def test_lost(stage: Stage, judge: Judge) -> None:
    """Break connections while something happens; listen after that."""
    if not story(stage).after:
        reason = "the change of the managed system causes no event"
        raise NotExercisedError(reason, ReasonCode.NOT_APPLICABLE)
    lines = len(stage.mockvro.log())
    with listening(stage, targets(stage), "lost"):
        wait(stage, settle(stage))
        start = latest(stage)
        struck = _interrupt(stage)
        answered = stage.proxy.counters.requests
        came = stage.clock.wait_until(
            lambda: any(each.method == "pushTrigger" for each in events(stage, start)),
            2 * patience(stage),
        )
        again = stage.proxy.counters.requests - answered
    judge.covered("connections that were broken during an event", struck)
    told = gap(stage.mockvro.log()[lines:])
    if not came and not told:
        say = judge.fail if again >= _AGAIN else judge.warn
        say(
            "what happens while the connection is broken is never told",
            where="pushTrigger",
            expected="the event after reconnection, or a WARN line about the gap",
            seen=f"neither, in {2 * patience(stage):g} s with {again} further requests",
            evidence={"broken": struck, "requests_after": again},
        )


def _interrupt(stage: Stage) -> int:
    """Let something happen while connections break; how many did.

    Raises:
        NotExercisedError: The plug-in uses none meanwhile.
    """
    with stage.profile("reset"):
        before = stage.proxy.counters
        stage.proxy.cut_connections()
        change(stage)
        stage.clock.wait_until(
            lambda: (stage.proxy.counters - before).faults.get("reset", 0) > 1, patience(stage)
        )
        struck = (stage.proxy.counters - before).faults.get("reset", 0)
    if not struck:
        raise NotExercisedError("the plug-in used no connection", ReasonCode.NOTHING_COVERED)
    return struck


def gap(lines: tuple[dict[str, Any], ...]) -> bool:
    """Whether the log warns of something."""
    return any(line.get("level") in _LOUD for line in lines)
