"""A bounded set of threads that never keeps the process alive."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from mockvro.store import StoreClosedError

if TYPE_CHECKING:
    from collections.abc import Callable

    Job = Callable[[], None]

IDLE_S = 10.0
"""Seconds after which a thread without work ends."""


class Workers:
    """Runs jobs on at most `limit` daemon threads, in the order they were handed in.

    The standard pool is not used because it joins its threads when the interpreter ends, and a
    workflow thread may be inside a plug-in that never returns.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._threads = 0
        self._idle = 0
        self._open = 0

    def submit(self, job: Job) -> None:
        """Hand in a job; it waits while all threads are busy."""
        with self._changed:
            self._jobs.append(job)
            self._open += 1
            if self._idle >= len(self._jobs):
                self._changed.notify()
            elif self._threads < self._limit:
                self._threads += 1
                threading.Thread(target=self._work, name="workflow", daemon=True).start()

    @property
    def room(self) -> int:
        """Jobs that could begin at once; below 0 the number of those that wait for a thread."""
        with self._changed:
            return self._idle + self._limit - self._threads - len(self._jobs)

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until no job is waiting or running; False when time is up."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open, seconds)

    def _work(self) -> None:
        try:
            while (job := self._next()) is not None:
                self._run(job)
        except BaseException:
            # A fault of ours ends this thread; it must not take a place for ever.
            with self._changed:
                self._threads -= 1
            raise

    def _run(self, job: Job) -> None:
        try:
            # A server that stops does not wait for what is under way.
            with suppress(StoreClosedError):
                job()
        finally:
            with self._changed:
                self._open -= 1
                if not self._open:
                    self._changed.notify_all()

    def _next(self) -> Job | None:
        with self._changed:
            self._idle += 1
            arrived = self._changed.wait_for(lambda: bool(self._jobs), IDLE_S)
            self._idle -= 1
            if arrived:
                return self._jobs.popleft()
            self._threads -= 1
            return None
