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
_STATIC = "static"
_WEIGHTS = {"concurrency": 4, "resources": 4, "session": 3, _STATIC: 0.1}
"""How much longer than others a check of an area takes; the order of magnitude is enough."""


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
    return min(MOST, os.cpu_count() or 1) if dynamic > LONG else 1


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
    return len(checks) * _WEIGHTS.get(area, 1)
