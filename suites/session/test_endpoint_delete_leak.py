"""ses.endpoint-delete-leak: what belongs to a removed endpoint stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check, grows_with_dose, rises_every_time
from suites.session.changing import require

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harness.pytest_plugin import Judge, Stage

CYCLES: Final = 12
SESSIONS: Final = 20
EVERY: Final = 3
"""Cycles between two counts of instances, each of which collects garbage."""


class Left(NamedTuple):
    """What the plug-in has after an endpoint was removed and made again.

    Attributes:
        threads: Threads that belong to it.
        connections: Connections to the managed system.
        instances: Live objects of each of its classes; only of every third cycle.
    """

    threads: int
    connections: int
    instances: dict[str, int] | None = None


class Growth(NamedTuple):
    """Something of which there is more and more."""

    what: str
    counts: tuple[int, ...]


@check("ses.endpoint-delete-leak")
def test_endpoint_delete_leak(stage: Stage, judge: Judge) -> None:
    """Remove what the plug-in is connected to and connect it again, time after time."""
    stage.proxy  # noqa: B018 - raises where nothing is remote
    if not stage.case.configure:
        judge.not_exercised("the case configures nothing that could be removed")
    if not stage.case.cleanup:
        judge.not_exercised("the case has no [[cleanup]] that removes it", ReasonCode.NEED_MISSING)
    cycle = Cycle(stage, judge)
    left = stage.repeat(CYCLES, cycle.run, cycle.measure)
    judge.covered("endpoints that were removed and made again", len(left))
    for growth in growths(left, stage.case.claims.pool_size, of_sessions(stage)):
        judge.fail(
            f"{growth.what} of removed endpoints stay",
            where=growth.what,
            expected="as many as before",
            seen=f"{growth.counts[0]}, then {growth.counts[-1]} after {len(left)} endpoints",
            evidence={"counts": list(growth.counts)},
        )


class Cycle:
    """Removes and makes the endpoint of the case."""

    def __init__(self, stage: Stage, judge: Judge) -> None:
        self._stage, self._judge, self._number = stage, judge, 0

    def run(self, number: int) -> None:
        """One cycle."""
        self._number = number
        require(self._stage, self._judge, (*self._stage.case.cleanup, *self._stage.case.configure))

    def measure(self) -> Left:
        """What is there now."""
        stage = self._stage
        threads = len(stage.observer.threads().of(stage.plugin))
        if self._number % EVERY:
            return Left(threads, stage.proxy.counters.open)
        counted = stage.observer.histogram(stage.plugin)
        instances = {each.type: each.instances for each in counted}
        return Left(threads, stage.proxy.counters.open, instances)


def of_sessions(stage: Stage) -> frozenset[str]:
    """Classes of which sessions alone leave instances behind, each workflow run being one."""
    before = {each.type: each.instances for each in stage.observer.histogram(stage.plugin)}
    stage.observer.factory_cycles(stage.plugin, SESSIONS)
    after = stage.observer.histogram(stage.plugin)
    return frozenset(
        each.type for each in after if each.instances - before.get(each.type, 0) >= SESSIONS / 2
    )


def growths(left: Sequence[Left], pool: int, others: frozenset[str]) -> Iterator[Growth]:
    """What follows the number of endpoints that were removed (M1, M3).

    Args:
        left: What was there after each.
        pool: Connections that may stay.
        others: Classes that grow for another reason (``ses.factory-leak``).
    """
    for what, counts in (
        ("threads", tuple(each.threads for each in left)),
        ("connections", tuple(each.connections for each in left)),
    ):
        if grows_with_dose(counts, slack=pool):
            yield Growth(what, counts)
    counted = [each.instances for each in left if each.instances is not None]
    for name in sorted(set().union(*counted) - others):
        counts = tuple(each.get(name, 0) for each in counted)
        if rises_every_time(counts) and counts[-1] - counts[0] >= EVERY * (len(counts) - 1):
            yield Growth(f"instances of {name}", counts)
