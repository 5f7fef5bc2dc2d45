from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks import (
    CheckOutcome,
    Effect,
    Finding,
    Level,
    Outcome,
    Plan,
    ReasonCode,
    Severity,
    Verdict,
    Waiver,
    judge_run,
)
from harness.checks.registry import checks, spec_of
from harness.checks.verdict import fold_attempts

TODAY = date(2026, 3, 1)
BLOCKER, MAJOR, MINOR = "inv.phantom-object", "inv.undeclared-type", "inv.null-list"


def outcome(
    check: str,
    result: Outcome,
    *,
    code: ReasonCode = ReasonCode.NONE,
    severity: Severity | None = None,
    attempt: int = 1,
) -> CheckOutcome:
    effect = {Outcome.FAILED: Effect.FAIL, Outcome.WARNED: Effect.WARN}.get(result)
    findings = (
        (Finding(check=check, effect=effect, summary="x", severity=severity),) if effect else ()
    )
    return CheckOutcome(
        check=check,
        version=spec_of(check).version,
        outcome=result,
        findings=findings,
        code=code,
        reason=str(code),
        attempt=attempt,
    )


def plan(*ids: str, level: Level = Level.MANDATORY) -> Plan:
    return Plan(name="p", version="1", title="t", checks={spec_of(i).ref: level for i in ids})


@pytest.mark.parametrize(
    ("check", "result", "code", "verdict"),
    [
        (BLOCKER, Outcome.PASSED, ReasonCode.NONE, Verdict.ACCEPTED),
        (BLOCKER, Outcome.WARNED, ReasonCode.NONE, Verdict.ACCEPTED),
        (BLOCKER, Outcome.FAILED, ReasonCode.NONE, Verdict.REJECTED),
        (MAJOR, Outcome.FAILED, ReasonCode.NONE, Verdict.REJECTED),
        (MINOR, Outcome.FAILED, ReasonCode.NONE, Verdict.REJECTED),
        (BLOCKER, Outcome.ERROR, ReasonCode.TIMEOUT, Verdict.INCONCLUSIVE),
        (BLOCKER, Outcome.NOT_EXERCISED, ReasonCode.NEED_MISSING, Verdict.INCONCLUSIVE),
        (BLOCKER, Outcome.NOT_EXERCISED, ReasonCode.NOTHING_COVERED, Verdict.INCONCLUSIVE),
        (BLOCKER, Outcome.NOT_EXERCISED, ReasonCode.NOT_APPLICABLE, Verdict.ACCEPTED),
    ],
)
def test_one_mandatory_check_decides(
    check: str, result: Outcome, code: ReasonCode, verdict: Verdict
) -> None:
    judgement = judge_run([outcome(check, result, code=code)], plan(check), (), TODAY)
    assert judgement.verdict is verdict
    assert bool(judgement.reasons) is (verdict is not Verdict.ACCEPTED)


@pytest.mark.parametrize("level", [Level.RECOMMENDED, Level.INFORMATIONAL])
@pytest.mark.parametrize("result", list(Outcome))
def test_other_levels_never_decide(level: Level, result: Outcome) -> None:
    judgement = judge_run([outcome(BLOCKER, result)], plan(BLOCKER, level=level), (), TODAY)
    assert judgement.verdict is Verdict.ACCEPTED


def test_a_mandatory_check_that_never_ran_leaves_the_verdict_open() -> None:
    judgement = judge_run([outcome(BLOCKER, Outcome.PASSED)], plan(BLOCKER, MAJOR), (), TODAY)
    assert judgement.verdict is Verdict.INCONCLUSIVE
    assert judgement.reasons == (f"{MAJOR}: not_exercised, the check was not run",)


def test_another_version_of_a_check_counts_as_not_run() -> None:
    old = CheckOutcome(check=BLOCKER, version="0.9", outcome=Outcome.PASSED)
    assert judge_run([old], plan(BLOCKER), (), TODAY).verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    ("severity", "level", "verdict"),
    [
        (None, Level.RECOMMENDED, Verdict.ACCEPTED),
        (Severity.MINOR, Level.RECOMMENDED, Verdict.ACCEPTED),
        (Severity.MAJOR, Level.RECOMMENDED, Verdict.REJECTED),
        (Severity.BLOCKER, Level.RECOMMENDED, Verdict.REJECTED),
        (Severity.BLOCKER, Level.INFORMATIONAL, Verdict.ACCEPTED),
    ],
)
def test_a_finding_can_be_worse_than_its_check(
    severity: Severity | None, level: Level, verdict: Verdict
) -> None:
    worse = outcome(MINOR, Outcome.FAILED, severity=severity)
    assert judge_run([worse], plan(MINOR, level=level), (), TODAY).verdict is verdict


def test_rejected_wins_over_open() -> None:
    outcomes = [outcome(BLOCKER, Outcome.FAILED), outcome(MAJOR, Outcome.ERROR)]
    assert judge_run(outcomes, plan(BLOCKER, MAJOR), (), TODAY).verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    ("check", "until", "verdict"),
    [
        (MAJOR, TODAY, Verdict.ACCEPTED),
        (MAJOR, date(2026, 2, 28), Verdict.REJECTED),
        (BLOCKER, TODAY, Verdict.REJECTED),
    ],
)
def test_waivers_reach_majors_until_their_day(check: str, until: date, verdict: Verdict) -> None:
    waiver = Waiver(check=check, reason="r", until=until)
    judgement = judge_run([outcome(check, Outcome.FAILED)], plan(check), (waiver,), TODAY)
    assert judgement.verdict is verdict
    assert (judgement.results[0].waiver is None) is (verdict is Verdict.REJECTED)


def test_attempts_that_agree_stay_what_they_are() -> None:
    attempts = tuple(outcome(BLOCKER, Outcome.FAILED, attempt=n) for n in (1, 2, 3))
    assert fold_attempts(attempts, spec_of(BLOCKER)).outcome is Outcome.FAILED


def test_attempts_that_disagree_are_an_error_that_keeps_the_findings() -> None:
    attempts = (outcome(BLOCKER, Outcome.FAILED), outcome(BLOCKER, Outcome.PASSED, attempt=2))
    folded = fold_attempts(attempts, spec_of(BLOCKER))
    assert (folded.outcome, folded.code) == (Outcome.ERROR, ReasonCode.MIXED)
    assert folded.reason == "attempts disagree: failed, passed"
    assert len(folded.findings) == 1


_results = st.sampled_from(list(Outcome))
_ranks = {Verdict.ACCEPTED: 0, Verdict.INCONCLUSIVE: 1, Verdict.REJECTED: 1}


@given(results=st.lists(_results, min_size=1, max_size=4), dropped=st.integers(0, 3))
def test_dropping_an_outcome_never_makes_an_acceptance(
    results: list[Outcome], dropped: int
) -> None:
    ids = list(checks())[: len(results)]
    outcomes = [outcome(check, result) for check, result in zip(ids, results, strict=True)]
    whole = judge_run(outcomes, plan(*ids), (), TODAY).verdict
    del outcomes[dropped % len(outcomes)]
    less = judge_run(outcomes, plan(*ids), (), TODAY).verdict
    assert less is not Verdict.ACCEPTED
    assert _ranks[less] >= _ranks[whole]
