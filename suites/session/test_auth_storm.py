"""ses.auth-storm: a password that is refused is tried again and again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check
from suites.session.reaching import probes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from harness.pytest_plugin import Exchange, Judge, Stage
    from suites.session.reaching import Probe

MOST: Final = 2
"""Log-ins for one call of a user; accounts are locked after three to five."""
QUIET: Final = 1.5
"""Seconds without any call in which nobody may log in."""
LONG: Final = 3.0
"""Seconds after which a call that still tries has no other end than the account's."""


class Tries(NamedTuple):
    """Log-ins that were refused for one question.

    Attributes:
        question: What was asked.
        during: Moments of the log-ins during the call, in seconds after it began.
        after: Moments of those that came when the call was over.
        usual: How many log-ins the question takes when the password is right.
    """

    question: str
    during: tuple[float, ...]
    after: tuple[float, ...]
    usual: int

    @property
    def goes_on(self) -> bool:
        """Whether the number grows with time: one in each third of a long call."""
        if not self.during or self.during[-1] < LONG:
            return False
        third = self.during[-1] / 3
        return all(
            any(third * part <= at <= third * (part + 1) for at in self.during) for part in range(3)
        )


@check("ses.auth-storm")
def test_auth_storm(stage: Stage, judge: Judge) -> None:
    """Refuse every password, ask once, and count who tries how often."""
    found = probes(stage, judge, 1)
    with stage.profile("401"):
        tried = [refused(stage, probe) for probe in found]
    judge.covered("log-ins that were refused", sum(len(each.during) for each in tried))
    if not any(each.during for each in tried):
        judge.not_exercised("no request to the managed system carries a password")
    for tries in tried:
        tell(judge, tries)


def refused(stage: Stage, probe: Probe) -> Tries:
    """Ask while nobody is let in, then wait for log-ins that nobody asked for."""
    already, begin = len(stage.proxy.exchanges), time.monotonic()
    probe.ask("")
    end = time.monotonic()
    stage.clock.wait_until(lambda: False, QUIET)
    return tries_of(stage.proxy.exchanges[already:], probe, begin, end)


def tries_of(seen: Iterable[Exchange], probe: Probe, begin: float, end: float) -> Tries:
    """Sort the log-ins by when they came."""
    moments = [each.at for each in seen if each.login]
    return Tries(
        probe.name,
        tuple(at - begin for at in moments if at <= end),
        tuple(at - end for at in moments if at > end),
        probe.logins,
    )


def tell(judge: Judge, tries: Tries) -> None:
    """Judge one question."""
    if tries.after:
        judge.fail(
            "log-ins with a password that is refused go on when the call is over",
            where=tries.question,
            expected="no log-in without a call",
            seen=f"{len(tries.after)} within {QUIET:g} s {listed(tries.after)}",
            evidence={"after": tries.after, "during": tries.during},
        )
    elif tries.goes_on:
        judge.fail(
            "a call tries a password that is refused again and again",
            where=tries.question,
            expected="an error after the first refusal",
            seen=f"{len(tries.during)} log-ins, the last after {tries.during[-1]:.1f} s",
            evidence={"during": tries.during},
        )
    else:
        limit = max(MOST, tries.usual)
        judge.measure(
            "log-ins of one call",
            len(tries.during),
            "log-ins",
            limit,
            documented=False,
            where=tries.question,
        )


def listed(moments: Sequence[float]) -> str:
    """The first moments, for people."""
    return "(after " + ", ".join(f"{at:.2f}" for at in moments[:5]) + " s)"
