"""Watches what a JVM uses of the machine and tells when it is too much."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mockvro.host.limits import (
    Breach,
    Limits,
    Usage,
    breach,
    descendants,
    disk_bytes,
    is_stopped,
    last_pid,
    read_usage,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_EVERY_S: Final = 0.25
_RARELY: Final = 12
"""Looks between two counts of processes and measurements of the disk, which cost more."""


class Watchdog:
    """A thread that looks at one process until it ends or is told of.

    Args:
        pid: The process.
        folder: Its working folder.
        limits: What it may use.
        heap_mb: Its heap limit in MiB.
        exceeded: Called at most once, in the thread of the watchdog.
    """

    def __init__(
        self,
        pid: int,
        folder: Path,
        limits: Limits,
        heap_mb: int,
        exceeded: Callable[[Breach], None],
    ) -> None:
        self._pid = pid
        self._folder = folder
        self._limits = limits
        self._heap_mb = heap_mb
        self._exceeded = exceeded
        self._over = threading.Event()
        self._looks = 0
        self._counted_at = last_pid()
        self._stopped_since: float | None = None
        self._thread = threading.Thread(target=self._watch, name="mockvro-watchdog", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY_S):
            usage = self._usage()
            if usage is None:
                return
            stopped_s = self._stopped_s(usage)
            found = breach(usage, self._limits, heap_mb=self._heap_mb, stopped_s=stopped_s)
            if found is not None:
                self._exceeded(found)
                return

    def _usage(self) -> Usage | None:
        self._looks += 1
        usage = read_usage(self._pid)
        if usage is None:
            return None
        is_due = self._looks % _RARELY == 0
        if is_due or self._many_are_new():
            self._counted_at = last_pid()
            usage = replace(usage, processes=len(descendants(self._pid)))
        return replace(usage, disk_bytes=disk_bytes(self._folder)) if is_due else usage

    def _many_are_new(self) -> bool:
        """Whether enough processes were started since the last count to pass the limit."""
        started = last_pid() - self._counted_at
        return started < 0 or started > self._limits.processes // 2  # below 0: ids began again

    def _stopped_s(self, usage: Usage) -> float:
        if not is_stopped(usage):
            self._stopped_since = None
            return 0.0
        now = time.monotonic()
        self._stopped_since = self._stopped_since or now
        return now - self._stopped_since
