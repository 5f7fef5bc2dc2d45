"""ses.endpoint-update-lost: a changed address or password takes effect after a restart only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.session.changing import require, updates
from suites.session.reaching import asked_again, probes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from harness.pytest_plugin import Exchange, FaultProxy, Judge, Stage, Successor
    from suites.session.reaching import Given, Probe


class Moved(NamedTuple):
    """What came of a question after the connection was changed.

    Attributes:
        probe: The question.
        given: What it gave.
        old: Requests that came to the old address.
        new: Requests that came to the new one.
    """

    probe: Probe
    given: Given
    old: tuple[Exchange, ...]
    new: tuple[Exchange, ...]

    @property
    def trouble(self) -> str:
        """What is wrong with it; empty when nothing is.

        That a call fails for another reason is for ``ses.closed-client-reuse`` to judge.
        """
        if self.old:
            return f"{len(self.old)} requests to the old address"
        refused = sum(1 for each in self.new if each.status in REFUSALS)
        if refused:
            return f"{refused} requests that the new system refuses with the password they carry"
        return ""


REFUSALS = frozenset({401, 403})


@check("ses.endpoint-update-lost")
def test_endpoint_update_lost(
    stage: Stage, successor: Callable[[], Successor], judge: Judge
) -> None:
    """Move the plug-in to a second system with another password, by its own workflow, and ask."""
    found = probes(stage, judge)
    entries = updates(stage.case.workflow)[:1]
    if not entries:
        reason = "no workflow of the case tells an object of the plug-in a new address"
        judge.not_exercised(reason, ReasonCode.NEED_MISSING)
    there = successor()
    require(stage, judge, entries, system=there.system)
    try:
        moved = [ask(probe, stage.proxy, there.proxy) for probe in asked_again(stage, found)]
    finally:
        stage.run_workflow(entries[0])
        stage.forget_inventory()
    judge.covered("requests after the change", sum(len(each.old + each.new) for each in moved))
    judge.covered("secrets that were changed", there.changed)
    if not any(each.old + each.new for each in moved):
        reason = "nothing asks the managed system after the change"
        judge.not_exercised(reason, ReasonCode.NOTHING_COVERED)
    for each in moved:
        tell(judge, each)


def ask(probe: Probe, old: FaultProxy, new: FaultProxy) -> Moved:
    """Ask, and see where the requests go."""
    before = len(old.exchanges), len(new.exchanges)
    given = probe.ask("")
    return Moved(probe, given, old.exchanges[before[0] :], new.exchanges[before[1] :])


def tell(judge: Judge, moved: Moved) -> None:
    """Judge one question."""
    if moved.trouble:
        judge.fail(
            "a change of the connection has no effect on the next call",
            where=moved.probe.name,
            expected="the new address and the new credentials, without a restart",
            seen=moved.trouble,
            evidence={"old": lines(moved.old), "new": lines(moved.new)},
        )


def lines(seen: Sequence[Exchange]) -> list[str]:
    """Requests for the evidence."""
    return [f"{each.method} {each.path} {each.status}".strip() for each in seen[:10]]
