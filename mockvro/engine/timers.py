"""Things to do at a date of the Orchestrator's clock, in the order of their dates."""

from __future__ import annotations

import heapq
import itertools
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from mockvro.store import StoreClosedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.clock import VirtualClock

    Job = Callable[[], None]

LONGEST_NAP_S = 60.0
"""The base of the clock may be set by hand, so nothing is slept through entirely."""


class Timers:
    """Runs jobs when they are due; one at a time, in a thread of its own or while time is moved.

    Jobs must be short: they hand work on.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._firing = threading.RLock()
        self._heap: list[tuple[int, int, str]] = []
        self._jobs: dict[str, tuple[int, Job]] = {}
        self._order = itertools.count()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def at(self, key: str, due_ms: int, job: Job) -> None:
        """Run a job at a date, in epoch milliseconds; a job of the same key is replaced."""
        with self._changed:
            order = next(self._order)
            self._jobs[key] = (order, job)
            heapq.heappush(self._heap, (due_ms, order, key))
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._watch, name="timers", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def cancel(self, key: str) -> None:
        """Forget a job; an unknown key is no error."""
        with self._changed:
            self._jobs.pop(key, None)

    def clear(self) -> None:
        """Forget all jobs."""
        with self._changed:
            self._jobs.clear()
            self._heap.clear()

    def stop(self) -> None:
        """Run nothing any more."""
        with self._changed:
            self._stopped = True
            self._jobs.clear()
            self._heap.clear()
            self._changed.notify_all()

    def advance(self, seconds: float) -> None:
        """Move the clock forward from date to date, so that what is due happens in its order.

        A job that sets another date on the way meets it, too.
        """
        with self._firing:
            target = self._clock() + seconds
            while (due := self._next_due()) is not None and due / 1000 <= target:
                self._clock.move_to(due / 1000)
                self._fire(due)
            self._clock.move_to(target)
        with self._changed:
            self._changed.notify_all()

    def fire_overdue(self) -> bool:
        """Run what is due without waiting for the thread that would; whether there was any."""
        with self._firing:
            now_ms = int(self._clock() * 1000)
            due = self._next_due()
            if due is None or due > now_ms:
                return False
            self._fire(now_ms)
            return True

    def _next_due(self) -> int | None:
        with self._changed:
            while self._heap and self._jobs.get(self._heap[0][2], (-1,))[0] != self._heap[0][1]:
                heapq.heappop(self._heap)
            return self._heap[0][0] if self._heap else None

    def _fire(self, until_ms: int) -> None:
        """Run the first job that is due, if any."""
        with self._changed:
            due = self._next_due()
            if due is None or due > until_ms:
                return
            _, _, key = heapq.heappop(self._heap)
            _, job = self._jobs.pop(key)
        with suppress(StoreClosedError):
            job()

    def _watch(self) -> None:
        while not self._stopped:
            if self.fire_overdue():
                continue
            with self._changed:
                due = self._next_due()
                left = LONGEST_NAP_S if due is None else due / 1000 - self._clock()
                if left > 0 and not self._stopped:
                    self._changed.wait(min(left, LONGEST_NAP_S))
