"""The reviewer's rules over a verified statement: monotonic, so that leaving out never helps.

A bundle is accepted only if every mandatory check of the *reviewer's* plan is listed as passed or
warned. Dropping a line, an unknown outcome, or a skipped check can turn an acceptance into a
rejection, never the other way round.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from harness.bundle.outcomes import is_raised
from harness.bundle.reasons import Code, Reason
from harness.checks.finding import Outcome
from harness.checks.outcome import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from harness.bundle.outcomes import OutcomeLine
    from harness.bundle.statement import NotRun, RunRecord, Statement


NOT_APPLICABLE: Final = ReasonCode.NOT_APPLICABLE.value
"""Reason code of a check that found nothing it looks at."""

CLOCK_SKEW: Final = timedelta(minutes=5)
"""How far the clocks of partner and reviewer may be apart."""


class Policy(Struct, frozen=True):
    """A reviewer's demands, from the reviewer's own data.

    Attributes:
        mandatory: ``id@version`` of each check that has to be passed.
        waived: Those of them that may fail, because the reviewer waives the finding.
        not_applicable: Those of them that need not have run, because the reviewer found that this
            submission has nothing they look at.
        confirms_all: Whether the reviewer confirms of every check that the run says not to apply
            that it does not.
    """

    mandatory: frozenset[str]
    waived: frozenset[str] = frozenset()
    not_applicable: frozenset[str] = frozenset()
    confirms_all: bool = False


def judge(policy: Policy, statement: Statement) -> tuple[Reason, ...]:
    """Say what the plan holds against the results."""
    if not policy.mandatory:
        return (Reason(Code.PLAN_EMPTY, "the plan demands nothing, so nothing can be accepted"),)
    outcomes = {
        ref: outcome for outcome, refs in statement.predicate.lists().items() for ref in refs
    }
    not_run = {f"{item.check}@{item.version}": item for item in statement.predicate.run.not_run}
    found = (
        _judge_one(policy, ref, outcomes.get(ref), not_run.get(ref))
        for ref in sorted(policy.mandatory)
    )
    return tuple(reason for reason in found if reason is not None)


def _judge_one(
    policy: Policy, ref: str, outcome: Outcome | None, not_run: NotRun | None
) -> Reason | None:
    if outcome is None:
        return Reason(Code.PLAN_MISSING, f"{ref} is mandatory and not in the results")
    if outcome is Outcome.FAILED and ref not in policy.waived:
        return Reason(Code.PLAN_FAILED, f"{ref} is mandatory and failed")
    if not_run is not None:
        return _judge_open(policy, ref, not_run)
    return None


def _judge_open(policy: Policy, ref: str, not_run: NotRun) -> Reason | None:
    """A check without judgement stays open, also when the partner says it does not apply."""
    if not_run.outcome == "not_exercised":
        if ref in policy.not_applicable:
            return None
        if not_run.reason_code == NOT_APPLICABLE:
            if policy.confirms_all:
                return None
            text = f"{ref} is said not to apply ({not_run.reason}); the reviewer has to confirm it"
            return Reason(Code.PLAN_NOT_APPLICABLE, text)
    text = f"{ref} is mandatory and ended as {not_run.outcome}: {not_run.reason}"
    return Reason(Code.PLAN_NOT_RUN, text)


def judge_raised(policy: Policy, lines: Iterable[OutcomeLine]) -> tuple[Reason, ...]:
    """Hold grave failures of checks against the submission that the plan only recommends."""
    return tuple(
        Reason(Code.PLAN_FAILED, f"{line.ref} failed with {line.reason_code}")
        for line in lines
        if is_raised(line) and line.ref not in policy.mandatory | policy.waived
    )


def judge_run(run: RunRecord, *, challenge: str | None, received: datetime) -> tuple[Reason, ...]:
    """Judge the claims about when and for what the run was made (threats T4, T12).

    Args:
        run: The run record of the statement.
        challenge: What the reviewer issued, or ``None`` to accept any.
        received: When the reviewer got the bundle.
    """
    reasons = []
    if challenge is not None and run.challenge != challenge:
        reasons.append(Reason(Code.CHALLENGE_OTHER, "the run answers another challenge"))
    if run.finished_on < run.started_on:
        reasons.append(Reason(Code.RUN_TIMES, "the run ended before it began"))
    if run.finished_on > received + CLOCK_SKEW:
        reasons.append(Reason(Code.RUN_TIMES, f"the run ended after its receipt at {received}"))
    return tuple(reasons)
