"""A plug-in that was used and removed from a JVM that goes on, for all checks that ask after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from msgspec import Struct

from harness.pytest_plugin import LoaderFate, ObservedThread

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

WAIT: Final = 10.0
"""Seconds that threads may take to end; uncalibrated."""
_SESSIONS: Final = 3
_CACHE: Final[WeakKeyDictionary[Stage, Gone]] = WeakKeyDictionary()


class Gone(Struct, frozen=True, kw_only=True):
    """What was seen after sessions were closed and the plug-in was unloaded.

    Attributes:
        threads: Threads of the plug-in that are still there.
        loader: What became of its class loader.
        noticed: Observations from the first closed session on.
        unloaded: Sequence number of the last observation before it was unloaded.
    """

    threads: tuple[ObservedThread, ...]
    loader: LoaderFate
    noticed: tuple[dict[str, Any], ...]
    unloaded: int


def gone_from(stage: Stage, judge: Judge) -> Gone:
    """Use it, close sessions, unload it, look; once per stage. It is back afterwards."""
    judge.covered("objects of the inventory", len(stage.inventory.nodes))
    judge.covered("runs of the case", len(stage.case_runs()))
    judge.covered("removal from a JVM that goes on")
    if stage not in _CACHE:
        _CACHE[stage] = _remove(stage)
    return _CACHE[stage]


def _remove(stage: Stage) -> Gone:
    start = _last(stage)
    node = next((node for node in stage.inventory.nodes if node.id), None)
    find = (node.type, node.id) if node else None
    stage.observer.factory_cycles(stage.plugin, _SESSIONS, find=find)
    unloaded = _last(stage)
    stage.observer.unload(stage.plugin)
    stage.clock.wait_until(lambda: not stage.observer.threads().of(stage.plugin), WAIT)
    threads = stage.observer.threads().of(stage.plugin)
    loader = stage.observer.loader(stage.plugin, gcs=10, seconds=20)
    noticed = tuple(item.facts for item in stage.observations() if item.seq > start)
    stage.restart_host()
    return Gone(threads=threads, loader=loader, noticed=noticed, unloaded=unloaded)


def _last(stage: Stage) -> int:
    return max((item.seq for item in stage.observations()), default=0)
