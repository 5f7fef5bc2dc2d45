"""The clock of one simulated Orchestrator, which can be moved forward."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class VirtualClock:
    """A clock ahead of another one by an offset.

    Everything that the Orchestrator itself measures goes by it: dates of runs, timers, timeouts,
    tasks, expiry of uploads. The JVM keeps the real time: what scripts and plug-ins read is not
    moved.

    Args:
        base: Seconds since the epoch.
        offset_s: How far ahead to begin.
    """

    def __init__(self, base: Callable[[], float], offset_s: float = 0.0) -> None:
        self._base = base
        self._offset_s = offset_s
        self._lock = threading.Lock()

    def __call__(self) -> float:
        """Seconds since the epoch."""
        return self._base() + self._offset_s

    @property
    def offset_s(self) -> float:
        """How far it is ahead."""
        return self._offset_s

    def move_to(self, moment_s: float) -> None:
        """Move forward to a moment; one that has passed changes nothing."""
        with self._lock:
            self._offset_s += max(0.0, moment_s - self())
