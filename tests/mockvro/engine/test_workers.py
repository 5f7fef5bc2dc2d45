from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from mockvro.engine import workers
from mockvro.engine.workers import Workers
from tests.waiting import until

if TYPE_CHECKING:
    import pytest


def test_no_more_threads_than_the_limit() -> None:
    pool, release = Workers(3), threading.Event()
    running: list[int] = []
    peak: list[int] = []
    lock = threading.Lock()

    def job() -> None:
        with lock:
            running.append(1)
            peak.append(len(running))
        release.wait(10)
        with lock:
            running.pop()

    for _ in range(10):
        pool.submit(job)
    until(lambda: len(peak) == 3)
    release.set()
    until(lambda: len(peak) == 10)
    assert max(peak) == 3


def test_idle_threads_are_used_again() -> None:
    pool = Workers(10)
    for _ in range(5):
        done = threading.Event()
        pool.submit(done.set)
        assert done.wait(10)
        until(lambda: pool._idle == pool._threads)
    assert pool._threads == 1


def test_threads_without_work_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "IDLE_S", 0.01)
    pool, done = Workers(2), threading.Event()
    pool.submit(done.set)
    assert done.wait(10)
    until(lambda: pool._threads == 0)
