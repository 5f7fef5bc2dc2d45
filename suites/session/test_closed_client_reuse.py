"""ses.closed-client-reuse: a connection that was closed is used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.session.changing import require, updating
from suites.session.reaching import asked_again, probes

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage
    from suites.session.reaching import Given, Probe


@check("ses.closed-client-reuse")
def test_closed_client_reuse(stage: Stage, judge: Judge) -> None:
    """Ask, update the connection, ask; then remove it, make it again, and ask."""
    found = probes(stage, judge)
    ways = {"updated": updating(stage)}
    if stage.case.cleanup:
        ways["removed and made again"] = (*stage.case.cleanup, *stage.case.configure)
    if not any(ways.values()):
        judge.not_exercised(
            "the case says neither how a connection is updated nor, with [[cleanup]], removed",
            ReasonCode.NEED_MISSING,
        )
    for way, entries in ways.items():
        if entries:
            require(stage, judge, entries)
            for probe in asked_again(stage, found):
                again(judge, probe, probe.ask(""), way)
            judge.covered(f"connections that were {way}")


def again(judge: Judge, probe: Probe, given: Given, way: str) -> None:
    """Judge one question."""
    if not given.works(probe.healthy):
        judge.fail(
            f"a call fails after its connection was {way}",
            where=probe.name,
            expected=probe.healthy.told,
            seen=given.told,
        )
