"""Which process runs which checks, when several share a run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from harness.checks.registry import area_of, spec_of
from harness.settings import Portion

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG = 20
"""Dynamic checks from which on it pays to start a second process, with a JVM of its own."""
MOST = 4
"""Processes at most; each has a JVM, whose heap alone is half a gigabyte."""
ASIDE = 1
"""Processes more than cores: a check waits for a third of its time."""
_STATIC = "static"
_SECONDS = {
    "resources": 5.5,
    "documentation": 2.8,
    "concurrency": 2.3,
    "workflow": 1.7,
    "network": 1.6,
    "filesystem": 1.5,
    "inventory": 1.5,
    "checkpoint": 1.4,
    "install": 1.4,
    "classloading": 1.1,
    "session": 0.8,
    "logging": 0.6,
    "events": 0.4,
    "scripting": 0.4,
    _STATIC: 0.03,
}
"""How long a check of an area takes with Lighthouse on two cores, its share of the JVM included."""
_USUAL_S = 1.0
"""For an area without a measurement."""


class Share(Struct, frozen=True, kw_only=True):
    """What one process runs.

    Attributes:
        name: A letter, for names of files and stages; empty when there is only one.
        checks: Ids, in the order of the plan.
        portion: Whether it runs checks on the aftermath.
        elsewhere: Ids of checks that other processes run.
    """

    name: str = ""
    checks: tuple[str, ...]
    portion: Portion = Portion.ALL
    elsewhere: tuple[str, ...] = ()


def workers_for(checks: Iterable[str], wanted: int) -> int:
    """How many processes share a run.

    Args:
        checks: What is to run.
        wanted: What the person wants; 0 leaves it to us.
    """
    if wanted:
        return wanted
    dynamic = sum(spec_of(check).dynamic for check in checks)
    return min(MOST, (os.cpu_count() or 1) + ASIDE) if dynamic > LONG else 1


def share_out(checks: tuple[str, ...], workers: int) -> tuple[Share, ...]:
    """Share checks out among processes; the checks of one area stay together.

    They share a stage, so that an area costs one JVM whoever runs it. The result depends on nothing
    but the arguments.
    """
    groups = _groups(checks)
    count = min(workers, len(groups))
    if count <= 1:
        return (Share(checks=checks),)
    loads = [0.0] * count
    taken: list[set[str]] = [set() for _ in range(count)]
    for area in sorted(groups, key=lambda name: (-_load(name, groups[name]), name)):
        lightest = loads.index(min(loads))
        loads[lightest] += _load(area, groups[area])
        taken[lightest] |= groups[area]
    return tuple(
        Share(
            name=chr(ord("a") + index),
            checks=tuple(check for check in checks if check in mine),
            portion=Portion.WITHOUT_AFTERMATH,
            elsewhere=tuple(check for check in checks if check not in mine),
        )
        for index, mine in enumerate(taken)
    )


def _groups(checks: Iterable[str]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for check in checks:
        area = area_of(check) if spec_of(check).dynamic else _STATIC
        groups.setdefault(area, set()).add(check)
    return groups


def _load(area: str, checks: set[str]) -> float:
    return len(checks) * _SECONDS.get(area, _USUAL_S)
