"""Judgements about events, without a plug-in."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from suites.events.declared import Declared, Heard

CAUSES: Final = 2
"""A change renames one object and deletes another; a parent of both may tell of it twice."""
_NO_NUMBER: Final = {None, "NaN"}


def repeated(
    before: Iterable[Heard], after: Iterable[Heard], gone: frozenset[tuple[str | None, str | None]]
) -> dict[Heard, int]:
    """Triggers that came more often than something happened, with how often.

    A publisher that hears the same without any cause hears something periodic. Gauges are values,
    which may be told again.

    Args:
        before: Events before anything happened.
        after: Events after one change of the managed system.
        gone: Objects that it deleted; they have one cause.
    """
    periodic = {_sameness(each) for each in before}
    first: dict[tuple[object, ...], Heard] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for each in after:
        if each.method == "pushTrigger" and _sameness(each) not in periodic:
            counts[_sameness(each)] += 1
            first.setdefault(_sameness(each), each)
    return {
        first[key]: count
        for key, count in counts.items()
        if count > (1 if first[key].object in gone else CAUSES)
    }


def _sameness(event: Heard) -> tuple[object, ...]:
    return (event.probe, event.method, event.object, event.name, event.device, event.properties)


def wrongs(event: Heard, declared: Mapping[str, Declared]) -> tuple[str, ...]:
    """What is missing or undeclared in an event."""
    known = declared.get(event.type or "")
    found = []
    if known is None:
        found.append(f"type {event.type}")
    if not event.id:
        found.append(f"id {event.id}")
    if known is not None and event.name not in _names(event, known):
        kind = "trigger" if event.method == "pushTrigger" else "gauge"
        found.append(f"{kind} {event.name}, which the type does not declare")
    if event.method == "pushGauge" and event.value in _NO_NUMBER:
        found.append(f"value {event.value}")
    return tuple(found)


def _names(event: Heard, known: Declared) -> frozenset[str]:
    return known.triggers if event.method == "pushTrigger" else known.gauges


def risen(counts: Sequence[Mapping[str, int]], dose: int) -> dict[str, int]:
    """Classes whose objects follow the dose in each round, with the smallest rise.

    Args:
        counts: Live objects by class before the first round and after each.
        dose: Watchers of one round.
    """
    found = {}
    for name in counts[-1]:
        steps = [
            after.get(name, 0) - before.get(name, 0) for before, after in itertools.pairwise(counts)
        ]
        if min(steps) > dose / 2:
            found[name] = min(steps)
    return found


def too_often(paths: Iterable[str], seconds: float, interval: float) -> dict[str, int]:
    """Requests that came more often than a claimed interval explains, with how often.

    Timers that make up for a pause of the machine may ask half as often again.

    Args:
        paths: What was asked for.
        seconds: How long that was watched.
        interval: Claimed pause between two polls.
    """
    limit = allowed(seconds, interval)
    return {path: count for path, count in Counter(paths).items() if count > limit}


def allowed(seconds: float, interval: float) -> int:
    """How often one thing may be asked for in a time."""
    return round(1.5 * seconds / interval) + 2
