"""evt.watcher-leak: watchers that were removed stay in the plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import NotExercisedError, WatcherCycles, check
from suites.events.declared import events_of, waits_for_events
from suites.events.judging import risen

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Node, Stage

_CYCLES: Final = 250
_TRIAL: Final = 10
_LEAST: Final = 20
_MS: Final = 1500
"""For one round; a plug-in that asks the managed system each time goes round less often."""


@check("evt.watcher-leak")
def test_watcher_leak(stage: Stage, judge: Judge) -> None:
    """Add and remove watchers in two rounds; count what each one leaves."""
    node = _object(stage)
    trial = _round(stage, node, _TRIAL)
    pace = max(1, trial.ms) / _TRIAL
    count = max(_LEAST, min(stage.soak(_CYCLES), int(_MS / pace)))
    counts = [_instances(stage)]
    rounds = []
    for _ in range(2):
        rounds.append(_round(stage, node, count))
        counts.append(_instances(stage))
    judge.covered("watchers added and removed", 2 * count + _TRIAL)
    kept = [each.after - each.before for each in rounds]
    if min(kept) > count / 2:
        _fail(judge, f"{kept[0]} and {kept[1]} watchers", count)
    for name, more in risen(counts, count).items():
        _fail(judge, f"{more} objects of {name} in each round", count)


def _fail(judge: Judge, what: str, count: int) -> None:
    judge.fail(
        "watchers that were removed stay in the plug-in",
        where="removeWatcher",
        expected="nothing is left of a watcher that was removed",
        seen=f"{what} are left of two rounds of {count}, after a garbage collection",
    )


def _object(stage: Stage) -> Node:
    """An object that watchers can be about.

    Raises:
        NotExercisedError: No workflow can wait for events, or there is no object.
    """
    if not waits_for_events(stage.facts.descriptor):
        reason = "no finder declares events, and no method gives a trigger"
        raise NotExercisedError(reason, ReasonCode.NOT_APPLICABLE)
    telling = events_of(stage.facts.descriptor)
    nodes = stage.walk().nodes
    for node in sorted(nodes, key=lambda each: each.type not in telling):
        return node
    raise NotExercisedError("the inventory is empty", ReasonCode.NOTHING_COVERED)


def _round(stage: Stage, node: Node, count: int) -> WatcherCycles:
    """Add and remove watchers.

    Raises:
        NotExercisedError: The plug-in takes none.
    """
    answer = stage.client.events.cycle(stage.plugin, node.type, node.id, count)
    if not answer.ok:
        reason = f"the plug-in takes no watcher that we make: {answer.message}"
        raise NotExercisedError(reason, ReasonCode.NOT_APPLICABLE)
    return answer.decode(WatcherCycles)


def _instances(stage: Stage) -> dict[str, int]:
    """Live objects of the plug-in by class."""
    return {each.type: each.instances for each in stage.observer.histogram(stage.plugin)}
