"""evt.blocking-push: a policy that takes its time keeps the events of others back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import NotExercisedError, check
from suites.events.listening import change, events, latest, listening, settle, targets, wait
from suites.events.publishing import story

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Node, Stage
    from suites.events.declared import Heard

_SLOW_MS: Final = 10_000
_WAIT_S: Final = 7.0
"""Less than a slow publisher takes."""


@check("evt.blocking-push")
def test_blocking_push(stage: Stage, judge: Judge) -> None:
    """Let the publisher of one object take ten seconds; listen for the events of others."""
    slow, others = _parts(stage)
    start = latest(stage)
    with listening(stage, others, "quick"), listening(stage, (slow,), "slow", pause_ms=_SLOW_MS):
        held = _held(stage, start)
        change(stage)
        came = stage.clock.wait_until(lambda: bool(_of(stage, held.seq, "quick")), _WAIT_S)
        stacks = [] if came else _stacks(stage)
        if not came:
            wait(stage, _SLOW_MS / 1000 - _WAIT_S)  # what is held back belongs to no other check
    judge.covered("publishers beside one that takes ten seconds", len(others))
    if not came:
        judge.fail(
            "a policy that takes its time keeps the events of others back",
            where=f"{held} in thread {held.thread}",
            expected="events of other objects arrive while one publisher is busy",
            seen=f"none in {_WAIT_S:g} s",
            evidence={"stacks": stacks},
        )


def _parts(stage: Stage) -> tuple[Node, tuple[Node, ...]]:
    """An object that tells something and stays, and the others.

    Raises:
        NotExercisedError: There are not both.
    """
    told = story(stage)
    lively = {each.object for each in told.after}
    objects = targets(stage)
    slow = next((node for node in objects if node.key in lively - told.gone), None)
    others = tuple(node for node in objects if node is not slow)
    if slow is None or len(lively) == 1:
        reason = (
            "the change of the managed system causes no events of two objects, one of which stays"
        )
        raise NotExercisedError(reason, ReasonCode.NOT_APPLICABLE)
    return slow, others


def _held(stage: Stage, start: int) -> Heard:
    """The first event of the slow publisher, which is busy from then on.

    Raises:
        NotExercisedError: There is none.
    """
    if not stage.clock.wait_until(lambda: bool(_of(stage, start, "slow")), settle(stage)):
        change(stage)
        stage.clock.wait_until(lambda: bool(_of(stage, start, "slow")), _WAIT_S)
    found = _of(stage, start, "slow")
    if not found:
        reason = "the slow publisher heard nothing"
        raise NotExercisedError(reason, ReasonCode.NOTHING_COVERED)
    return found[0]


def _of(stage: Stage, since: int, probe: str) -> tuple[Heard, ...]:
    return tuple(each for each in events(stage, since) if each.probe == probe)


def _stacks(stage: Stage) -> list[list[str]]:
    """Stacks of the plug-in's threads."""
    return [list(each.stack) for each in stage.observer.threads().of(stage.plugin)]
