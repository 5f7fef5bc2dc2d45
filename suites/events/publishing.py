"""One story that several checks ask about: publishers hear of a change, then are taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from msgspec import Struct

from suites.events.declared import Heard
from suites.events.listening import (
    change,
    events,
    latest,
    linger,
    listening,
    patience,
    requests_of,
    settle,
    targets,
    wait,
)

if TYPE_CHECKING:
    from harness.pytest_plugin import Stage

PROBE = "hears-a-change"
_known: WeakKeyDictionary[Stage, Story] = WeakKeyDictionary()


class Story(Struct, frozen=True, kw_only=True):
    """What publishers heard.

    Attributes:
        objects: Objects with a publisher.
        refused: What the plug-in said where it refused one.
        before: Events while nothing happened.
        after: Events after one change of the managed system.
        gone: Objects of events that the change deleted.
        late: Events after another change, when all publishers had been taken back.
        in_flight: Events that were under way when they were taken back.
        requests: Requests to the managed system while publishers were registered; None where
            that is unknown.
        threads: Threads of the plug-in at that time.
    """

    objects: int
    refused: dict[str, str]
    before: tuple[Heard, ...]
    after: tuple[Heard, ...]
    gone: frozenset[tuple[str | None, str | None]]
    late: tuple[Heard, ...]
    in_flight: int
    requests: int | None
    threads: int

    @property
    def all(self) -> tuple[Heard, ...]:
        """Every event."""
        return (*self.before, *self.after, *self.late)


def story(stage: Stage) -> Story:
    """Tell it, once for each stage.

    Raises:
        NotExercisedError: There is nothing to listen to, or nothing can be made to happen.
    """
    if stage not in _known:
        _known[stage] = _tell(stage)
    return _known[stage]


def _tell(stage: Stage) -> Story:
    objects, start = targets(stage), latest(stage)
    asked = requests_of(stage)
    with listening(stage, objects, PROBE) as refused:
        wait(stage, settle(stage))
        happened = latest(stage)
        change(stage)
        stage.clock.wait_until(lambda: bool(events(stage, happened)), patience(stage))
        wait(stage, settle(stage))
        threads = len(stage.observer.threads().of(stage.plugin))
        gone = _gone(stage, events(stage, happened))
        requests = None if asked is None else (requests_of(stage) or 0) - asked
        ended = latest(stage)
    wait(stage, settle(stage) / 2)
    quiet = latest(stage)
    late = _late(stage, quiet)
    heard = events(stage, start)
    return Story(
        objects=len(objects),
        refused=refused,
        before=tuple(each for each in heard if each.seq <= happened),
        after=tuple(each for each in heard if happened < each.seq <= ended),
        gone=gone,
        late=late,
        in_flight=sum(ended < each.seq <= quiet for each in heard),
        requests=requests,
        threads=threads,
    )


def _gone(stage: Stage, heard: tuple[Heard, ...]) -> frozenset[tuple[str | None, str | None]]:
    """Objects that cannot be found any more."""
    told = {each.object for each in heard if each.type and each.id}
    return frozenset(
        (kind, identity)
        for kind, identity in told
        if kind and identity and _is_gone(stage, kind, identity)
    )


def _is_gone(stage: Stage, kind: str, identity: str) -> bool:
    lookup = stage.find(kind, identity)
    return lookup.found is None and not lookup.error


def _late(stage: Stage, since: int) -> tuple[Heard, ...]:
    """What is pushed after everybody was taken back and something happens again."""
    change(stage)
    linger(stage, lambda: bool(events(stage, since)))
    return tuple(each for each in events(stage, since) if not each.registered)
