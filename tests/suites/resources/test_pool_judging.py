"""When a pool counts as one that does not get its connections back."""

from __future__ import annotations

from harness.pytest_plugin import ObservedThread, Pool
from suites.resources.test_socket_leak import kept


def thread(*, io: bool) -> ObservedThread:
    return ObservedThread(id=1, name="t", state="RUNNABLE", stack=(), io=io)


def test_what_a_thread_listens_on_is_in_use() -> None:
    one, two = (Pool(f"pool{n}", "P", borrowed=n, idle=0) for n in (1, 2))
    nothing = Pool("pool0", "P", borrowed=0, idle=4)
    assert kept([nothing, one, two], []) == [one, two]
    assert kept([one, two], [thread(io=False)]) == [one, two]
    assert kept([one, two], [thread(io=True), thread(io=False)]) == [two]
    assert kept([one, two], [thread(io=True)] * 2) == []
