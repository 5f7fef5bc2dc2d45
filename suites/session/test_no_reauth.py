"""ses.no-reauth: a session that has expired is not replaced by a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check
from suites.session.reaching import Given, probes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.pytest_plugin import Exchange, Judge, Stage
    from suites.session.reaching import Probe


class Expired(NamedTuple):
    """What came of a question after every session had expired.

    Attributes:
        probe: The question.
        given: What it gave.
        refused: How many requests came with a dead session.
        logins: How many log-ins there were.
    """

    probe: Probe
    given: Given
    refused: int
    logins: int


@check("ses.no-reauth")
def test_no_reauth(stage: Stage, judge: Judge) -> None:
    """Let all sessions of the managed system expire, and ask again."""
    found = probes(stage, judge, 2)
    stage.demand_http()  # elsewhere a connection is its session
    asked = [expired(stage, probe) for probe in found]
    used = [each for each in asked if each.refused]
    if not used:
        judge.not_exercised("no request carries a session that the managed system handed out")
    judge.covered("questions after every session had expired", len(used))
    for each in used:
        tell(judge, each)


def expired(stage: Stage, probe: Probe) -> Expired:
    """Use a session once more, let it expire, and ask."""
    probe.ask("")
    already = len(stage.proxy.exchanges)
    with stage.profile("expire"):
        given = probe.ask("")
    return expired_of(probe, given, stage.proxy.exchanges[already:])


def expired_of(probe: Probe, given: Given, seen: Sequence[Exchange]) -> Expired:
    """Count what was refused, and how often somebody logged in for it."""
    refused = sum(1 for each in seen if each.fault == "expire")
    return Expired(probe, given, refused, sum(1 for each in seen if each.login))


def tell(judge: Judge, found: Expired) -> None:
    """Judge one question."""
    if not found.given.works(found.probe.healthy):
        judge.fail(
            "a call fails when the session at the managed system has expired",
            where=found.probe.name,
            expected=f"{found.probe.healthy.told}, after one new log-in",
            seen=f"{found.given.told}, after {found.logins} log-ins",
        )
    elif found.logins != 1:
        judge.warn(
            "an expired session is not replaced by exactly one new log-in",
            where=found.probe.name,
            expected="one log-in",
            seen=f"{found.logins} log-ins",
        )
