"""con.global-lock-io: a lock is held while a managed system is waited for."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from harness.pytest_plugin import FaultProxy, Judge, Node, ObservedThread, Stage, TwoEndpoints

_BEGUN_S: Final = 5.0
_LOOK_S: Final = 2.0
_PATIENCE_S: Final = 60.0


@check("con.global-lock-io")
def test_global_lock_io(two_endpoints: TwoEndpoints, judge: Judge) -> None:
    """Let a call wait for one managed system; calls to the other one must go on."""
    stage, (silent, _) = two_endpoints.stage, two_endpoints.proxies
    stuck, free = nodes_of(two_endpoints)
    if stuck is None or free is None:
        judge.not_exercised("there is no object of each managed system that is looked up there")
    with silent.profile("black-hole"):
        before = silent.counters.requests
        waiter = begin(stage, stuck, "waiting")
        stage.clock.wait_until(lambda: silent.counters.requests > before, _BEGUN_S)
        other = begin(stage, free, "going on")
        stage.clock.wait_until(lambda: not other.is_alive(), stage.clock.scaled(_LOOK_S))
        held = other.is_alive() and waiter.is_alive()
        locked = stage.observer.threads().locked_in_io() if held else ()
    for thread in (waiter, other):
        thread.join(_PATIENCE_S)
    judge.covered("calls to one system while another is silent")
    if locked:  # without a lock of its own it is the host that lets them wait, as declared
        report(judge, locked[0], free)


def report(judge: Judge, holder: ObservedThread, free: Node) -> None:
    """Say which lock it is."""
    judge.fail(
        "a call to one managed system waits for another one",
        where=holder.plugin_frame or holder.name,
        expected="no lock that is held while a managed system is waited for",
        seen=f"find({free.type}) waits, while a thread in a socket holds "
        f"{', '.join(lock.type for lock in holder.holds if lock.plugin)}",
        evidence={
            "locks": [f"{lock.type} {lock.frame or ''}" for lock in holder.holds],
            "stack": list(holder.stack[:15]),
        },
    )


def nodes_of(both: TwoEndpoints) -> tuple[Node | None, Node | None]:
    """An object of each managed system for which that one is asked."""
    found: list[Node | None] = [None, None]
    counts = [partial(requests, proxy) for proxy in both.proxies]
    for node in both.stage.walk().nodes:
        for place in asked_for(both.stage, node, counts):
            found[place] = found[place] or node
        if all(found):
            break
    return found[0], found[1]


def requests(proxy: FaultProxy) -> int:
    """How many there were so far."""
    return proxy.counters.requests


def asked_for(stage: Stage, node: Node, counts: Sequence[Callable[[], int]]) -> list[int]:
    """Which managed systems are asked for an object."""
    before = [count() for count in counts]
    stage.find(node.type, node.id)
    return [place for place, count in enumerate(counts) if count() > before[place]]


def begin(stage: Stage, node: Node, user: str) -> threading.Thread:
    """Look an object up in the session of another user, in a thread."""
    client = stage.session(user)
    thread = threading.Thread(
        target=lambda: client.catalog.get(stage.plugin, node.type, node.id), daemon=True
    )
    thread.start()
    return thread
