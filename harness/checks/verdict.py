"""From outcomes and plan to the verdict: pure, monotonic, the only place that decides.

Monotonic (guide ``bundle-format.md`` §2.2): a missing, unknown or skipped outcome of a mandatory
check can only turn an acceptance into something less.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from harness.checks.finding import Outcome, Severity
from harness.checks.outcome import CheckOutcome, ReasonCode, is_worse, worst_failure
from harness.checks.plan import Level
from harness.checks.registry import spec_of
from harness.checks.spec import CheckSpec
from harness.checks.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from harness.checks.plan import Plan


_T = TypeVar("_T")


class Verdict(StrEnum):
    """What the tool says about a submission."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    INCONCLUSIVE = "inconclusive"

    @property
    def exit_code(self) -> int:
        """Exit code of a run with this verdict; 2 and 4 are usage and internal errors."""
        return {Verdict.ACCEPTED: 0, Verdict.REJECTED: 1, Verdict.INCONCLUSIVE: 3}[self]


class Result(Struct, frozen=True, kw_only=True):
    """One check after all its attempts.

    Attributes:
        level: How much the check counts in the plan.
        outcome: Its outcome; attempts that disagree make it ``error``.
        severity: The worst severity among failing findings, None unless ``failed``.
        attempts: The outcomes this was folded from, in order; empty when it never ran.
        waiver: The waiver that lets the failure pass.
    """

    spec: CheckSpec
    level: Level
    outcome: CheckOutcome
    severity: Severity | None = None
    attempts: tuple[CheckOutcome, ...] = ()
    waiver: Waiver | None = None

    @property
    def raised(self) -> Severity | None:
        """The severity of a failure that is worse than its check usually is; else None.

        A minor check can find something grave, such as a password that is left behind.
        """
        if self.severity not in (Severity.BLOCKER, Severity.MAJOR):
            return None
        return self.severity if is_worse(self.severity, self.spec.severity) else None

    @property
    def rejects(self) -> bool:
        """Whether this result alone rejects the submission."""
        if self.severity is None or self.waiver is not None:
            return False
        if self.level is Level.MANDATORY:
            return True
        return self.level is Level.RECOMMENDED and self.raised is not None

    @property
    def leaves_open(self) -> bool:
        """Whether this result alone keeps the submission from being accepted or rejected."""
        if self.level is not Level.MANDATORY:
            return False
        if self.outcome.outcome is Outcome.NOT_EXERCISED:
            return self.outcome.code is not ReasonCode.NOT_APPLICABLE
        return self.outcome.outcome is Outcome.ERROR


class Judgement(Struct, frozen=True, kw_only=True):
    """The verdict and everything it rests on.

    Attributes:
        verdict: The verdict.
        reasons: Why it is not ``accepted``: one line per check that rejects, else per check
            that leaves it open.
        results: One per check of the plan, in its order.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    results: tuple[Result, ...]


def judge_run(
    outcomes: Iterable[CheckOutcome], plan: Plan, waivers: Sequence[Waiver], today: date
) -> Judgement:
    """Fold the outcomes of a run into its verdict.

    Args:
        outcomes: Outcomes of all attempts, as journalled.
        plan: The plan that was run.
        waivers: Waivers of the case.
        today: The day on which waivers must still count.
    """
    by_ref = defaultdict(list)
    for outcome in outcomes:
        by_ref[outcome.ref].append(outcome)
    results = tuple(
        _result(spec_of(ref.partition("@")[0]), level, tuple(by_ref[ref]), waivers, today)
        for ref, level in plan.checks.items()
    )
    rejecting = tuple(result for result in results if result.rejects)
    open_ones = tuple(result for result in results if result.leaves_open)
    if rejecting:
        return _judgement(Verdict.REJECTED, rejecting, results)
    return _judgement(Verdict.INCONCLUSIVE if open_ones else Verdict.ACCEPTED, open_ones, results)


def fold_attempts(attempts: tuple[CheckOutcome, ...], spec: CheckSpec) -> CheckOutcome:
    """Fold the attempts of one check; attempts that disagree are an error, never a pass."""
    if not attempts:
        return CheckOutcome(
            check=spec.id,
            version=spec.version,
            outcome=Outcome.NOT_EXERCISED,
            reason="the check was not run",
            code=ReasonCode.NOT_RUN,
        )
    if len({attempt.outcome for attempt in attempts}) == 1:
        return msgspec.structs.replace(attempts[0], ms=sum(attempt.ms for attempt in attempts))
    return CheckOutcome(
        check=spec.id,
        version=spec.version,
        outcome=Outcome.ERROR,
        findings=_distinct(finding for attempt in attempts for finding in attempt.findings),
        covered=_distinct(item for attempt in attempts for item in attempt.covered),
        measured=_distinct(item for attempt in attempts for item in attempt.measured),
        reason="attempts disagree: " + ", ".join(attempt.outcome for attempt in attempts),
        code=ReasonCode.MIXED,
        ms=sum(attempt.ms for attempt in attempts),
        attempt=len(attempts),
    )


def _distinct(items: Iterable[_T]) -> tuple[_T, ...]:
    found: list[_T] = []
    for item in items:
        if item not in found:
            found.append(item)
    return tuple(found)


def _result(
    spec: CheckSpec,
    level: Level,
    attempts: tuple[CheckOutcome, ...],
    waivers: Sequence[Waiver],
    today: date,
) -> Result:
    outcome = fold_attempts(attempts, spec)
    failed = outcome.outcome is Outcome.FAILED
    severity = (worst_failure(outcome.findings, spec) or spec.severity) if failed else None
    waiver = None
    if severity in (Severity.MAJOR, Severity.MINOR):
        waiver = next((w for w in waivers if w.check == spec.id and today <= w.until), None)
    return Result(
        spec=spec,
        level=level,
        outcome=outcome,
        severity=severity,
        attempts=attempts,
        waiver=waiver,
    )


def _judgement(
    verdict: Verdict, deciding: tuple[Result, ...], results: tuple[Result, ...]
) -> Judgement:
    return Judgement(
        verdict=verdict, reasons=tuple(_reason(result) for result in deciding), results=results
    )


def _reason(result: Result) -> str:
    if result.severity is not None:
        return f"{result.spec.id}: {result.severity}, {result.spec.title}"
    return f"{result.spec.id}: {result.outcome.outcome}, {result.outcome.reason}"
