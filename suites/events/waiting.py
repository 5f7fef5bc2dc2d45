"""One story about watchers: some with a timeout, some without; all are removed, then it goes on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from msgspec import Struct

from harness.checks import ReasonCode
from harness.pytest_plugin import NotExercisedError
from suites.events.listening import change, latest, linger, patience, settle, targets, wait

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Node, Stage

TIMED: Final = "timed"
PLAIN: Final = "plain"
_TIMEOUT_S: Final = 2
"""Of the trigger; the host removes the watcher then."""
_FURTHER: Final = 250
"""Watchers that come and go after them: what remembers the newest ones forgets ours."""
_known: WeakKeyDictionary[Stage, Vigil] = WeakKeyDictionary()


class Vigil(Struct, frozen=True, kw_only=True):
    """What watchers heard; their names begin with ``timed`` or ``plain``.

    Attributes:
        watchers: Those that were added.
        fired: Those that heard the first change.
        told_late: Those that heard the second one, when all had been removed.
        held: Those that a garbage collection did not free after many more came and went.
    """

    watchers: tuple[str, ...]
    fired: frozenset[str]
    told_late: frozenset[str]
    held: frozenset[str]

    def added(self, kind: str) -> int:
        """How many of a kind were added."""
        return len(_of(kind, self.watchers))

    def late(self, kind: str) -> frozenset[str]:
        """Those of a kind that heard something after they were removed."""
        return _of(kind, self.told_late)

    def left(self, kind: str) -> frozenset[str]:
        """Those of a kind that were not freed."""
        return _of(kind, self.held)


def _of(kind: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if name.startswith(f"{kind}:"))


def vigil(stage: Stage) -> Vigil:
    """Tell it, once for each stage.

    Raises:
        NotExercisedError: No events are declared, or the plug-in takes no watcher of ours.
    """
    if stage not in _known:
        _known[stage] = _tell(stage)
    return _known[stage]


def _tell(stage: Stage) -> Vigil:
    objects = targets(stage)
    watchers = _add(stage, objects)
    end = time.monotonic() + _TIMEOUT_S
    wait(stage, settle(stage))
    start = latest(stage)
    change(stage)
    stage.clock.wait_until(lambda: bool(_told(stage, start)), patience(stage))
    fired = _told(stage, start)
    stage.clock.wait_until(lambda: time.monotonic() > end, _TIMEOUT_S)
    for watcher in watchers:
        stage.client.events.unwatch(stage.plugin, watcher)
    wait(stage, settle(stage) / 2)
    quiet = latest(stage)
    change(stage)
    linger(stage, lambda: False)
    told_late = _told(stage, quiet)
    stage.client.events.cycle(stage.plugin, objects[0].type, objects[0].id, _FURTHER)
    return Vigil(
        watchers=watchers,
        fired=fired,
        told_late=told_late,
        held=frozenset(stage.client.events.left(stage.plugin)),
    )


def _add(stage: Stage, objects: tuple[Node, ...]) -> tuple[str, ...]:
    """Two watchers for each object.

    Raises:
        NotExercisedError: The plug-in takes none.
    """
    added, refusal = [], ""
    for number, node in enumerate(objects):
        for kind, timeout in ((TIMED, _TIMEOUT_S), (PLAIN, 0)):
            name = f"{kind}:{number}"
            answer = stage.client.events.watch(
                stage.plugin, name, node.type, node.id, timeout=timeout
            )
            if answer.ok:
                added.append(name)
            else:
                refusal = answer.message
    if not added:
        reason = f"the plug-in takes no watcher that we make: {refusal}"
        raise NotExercisedError(reason, ReasonCode.NOT_APPLICABLE)
    return tuple(added)


def _told(stage: Stage, since: int) -> frozenset[str]:
    """Watchers that heard something after an observation."""
    return frozenset(
        str(item.facts.get("watcher"))
        for item in stage.observations("watcher-event")
        if item.seq > since
    )
