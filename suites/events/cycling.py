"""Adding and removing watchers, and counting what each round leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import NotExercisedError, WatcherCycles
from suites.events.declared import events_of, waits_for_events
from suites.events.judging import risen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Node, Stage

_CYCLES: Final = 250
_TRIAL: Final = 10
_LEAST: Final = 20
_MS: Final = 1500
"""For one round; a plug-in that asks the managed system each time goes round less often."""


class Rounds(NamedTuple):
    """Two rounds with watchers.

    Attributes:
        size: Watchers in each round.
        total: Watchers in all, with those of the trial before.
        kept: Watchers that each round has left in the plug-in.
        instances: Live objects by class, before, between and after the rounds.
    """

    size: int
    total: int
    kept: tuple[int, ...]
    instances: tuple[dict[str, int], ...]

    def left(self) -> Iterator[str]:
        """What they have left, in words."""
        if min(self.kept) > self.size / 2:
            yield " and ".join(map(str, self.kept)) + " watchers"
        for name, more in risen(self.instances, self.size).items():
            yield f"{more} objects of {name} in each round"


def two_rounds(stage: Stage) -> Rounds:
    """Add and remove watchers, as many as there is time for.

    Raises:
        NotExercisedError: There is nothing to watch, or the plug-in takes no watcher.
    """
    node = _object(stage)
    count = _affordable(stage, _round(stage, node, _TRIAL))
    instances, kept = [_instances(stage)], []
    for _ in range(2):
        done = _round(stage, node, count)
        kept.append(done.after - done.before)
        instances.append(_instances(stage))
    return Rounds(count, 2 * count + _TRIAL, tuple(kept), tuple(instances))


def _affordable(stage: Stage, trial: WatcherCycles) -> int:
    pace = max(1, trial.ms) / _TRIAL
    return max(_LEAST, min(stage.soak(_CYCLES), int(_MS / pace)))


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
