"""res.socket-leak: connections are not given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import NotExercisedError, check, grows_with_dose, slope
from suites.resources.soak import failing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, ObservedThread, Pool, Stage

_SETTLE_S: Final = 5.0


@check("res.socket-leak")
def test_socket_leak(stage: Stage, judge: Judge) -> None:
    """Look at pools when nobody asks; then make calls fail and count connections."""
    pools, threads = settled(stage)
    judge.covered("pools of connections", len(pools))
    for pool in kept(pools, threads):
        judge.fail(
            "a connection of a pool is taken and not given back",
            where=pool.name,
            expected="0 borrowed while nobody asks",
            seen=f"{pool.borrowed} borrowed, {pool.idle} idle, some time after the inventory was"
            " read",
        )
    try:
        judge_failing(stage, judge)
    except NotExercisedError:
        if not judge.failing:
            raise


def settled(stage: Stage) -> tuple[tuple[Pool, ...], tuple[ObservedThread, ...]]:
    """Read the inventory, then wait for its connections to come back to their pools.

    Returns:
        The pools of the plug-in, and its threads where they do not come back.
    """
    stage.walk()
    pools: tuple[Pool, ...] = ()

    def returned() -> bool:
        nonlocal pools
        pools = stage.observer.pools().of(stage.plugin)
        return not any(pool.borrowed for pool in pools)

    done = stage.clock.wait_until(returned, _SETTLE_S)
    return pools, () if done else stage.observer.threads().of(stage.plugin)


def kept(pools: Iterable[Pool], threads: Iterable[ObservedThread]) -> list[Pool]:
    """Pools of which more is borrowed than threads of the plug-in are at work with.

    Such a thread may well listen on a connection all the time.
    """
    busy = sum(thread.io for thread in threads)
    return [pool for pool in pools if pool.borrowed > busy]


def judge_failing(stage: Stage, judge: Judge) -> None:
    """Make calls fail again and again; count connections after each round."""
    seen, pool = failing(stage), stage.case.claims.pool_size
    judge.covered("failing calls", seen.calls * len(seen.sockets))
    if grows_with_dose(seen.sockets, slack=pool):
        judge.fail(
            "connections follow the calls that fail",
            where="read methods, with errors of the managed system",
            expected=f"at most {pool} connections that stay (claims.pool_size)",
            seen=f"{slope(seen.sockets):.1f} more after each round of {seen.calls} calls",
            evidence={"sockets": list(seen.sockets)},
        )
