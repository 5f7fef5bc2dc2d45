"""ses.backend-session-leak: sessions at the managed system are opened and never closed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check, grows_with_dose
from suites.session.reaching import probes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harness.pytest_plugin import Exchange, Judge, Stage

CYCLES: Final = 24
SETTLE: Final = 1.0
"""Seconds in which the managed system hears of connections that are closed."""


class Held(NamedTuple):
    """What the plug-in holds at the managed system after one cycle."""

    sessions: int
    connections: int


@check("ses.backend-session-leak")
def test_backend_session_leak(stage: Stage, judge: Judge) -> None:
    """Ask in sessions of the server that come and go, and count what stays open over there."""
    where, ask = in_passing(stage, judge)
    pool = stage.case.claims.pool_size
    begin = len(stage.proxy.exchanges)
    held = [cycle(stage, ask, begin) for _ in range(stage.soak(CYCLES, at_least=12))]
    stage.clock.wait_until(lambda: stage.proxy.counters.open <= pool, SETTLE)
    left = stage.proxy.counters.open
    judge.covered("sessions of the server that came and went", len(held))
    judge.covered("requests", len(stage.proxy.exchanges) - begin)
    for what, counts, now in (
        ("sessions", [each.sessions for each in held], held[-1].sessions),
        ("connections", [each.connections for each in held], left),
    ):
        if now > pool and grows_with_dose(counts, slack=pool):
            judge.fail(
                f"{what} at the managed system are opened and not closed",
                where=where,
                expected=f"at most {pool} {what}, however often the server begins a session",
                seen=f"{now} are open after {len(held)} sessions of the server",
                evidence={"open after each": counts},
            )


def in_passing(stage: Stage, judge: Judge) -> tuple[str, Callable[[], object]]:
    """A question in a session that ends with it: a script or a workflow.

    Where there is none, one in the session that stays: what each call leaves is seen all the same.
    """
    for name in stage.finder_types:
        source = f'Server.findAllForType("{stage.plugin}:{name}", "");'
        before = stage.proxy.counters.requests
        stage.mockvro.script(stage.plugin, source)
        if stage.proxy.counters.requests > before:
            ask = partial(stage.mockvro.script, stage.plugin, source)
            return f"findAll({name}) by a script", ask
    found = min(probes(stage, judge), key=lambda probe: probe.by_user)
    return found.name, partial(found.ask, "")


def cycle(stage: Stage, ask: Callable[[], object], begin: int) -> Held:
    """Ask for what is there and for what is not, and count what is open."""
    ask()
    for name in stage.finder_types[:1]:
        stage.find(name, "no-such-id")
    return Held(len(open_sessions(stage.proxy.exchanges[begin:])), stage.proxy.counters.open)


def open_sessions(seen: Iterable[Exchange]) -> frozenset[str]:
    """Sessions that were handed out by a log-in and not ended since."""
    alive: set[str] = set()
    for each in seen:
        if each.ends:
            alive -= each.carried
        alive |= each.handed
    return frozenset(alive)
