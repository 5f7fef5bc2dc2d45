from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from harness.checks import (
    CheckOutcome,
    Coverage,
    Effect,
    Finding,
    Level,
    Measurement,
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


def test_a_program_can_tell_the_verdicts_apart() -> None:
    codes = {verdict: verdict.exit_code for verdict in Verdict}
    assert codes == {Verdict.ACCEPTED: 0, Verdict.REJECTED: 1, Verdict.INCONCLUSIVE: 3}


@pytest.mark.parametrize(
    ("check", "severity", "raised"),
    [
        (MINOR, None, None),
        (MINOR, Severity.INFO, None),
        (MINOR, Severity.MAJOR, Severity.MAJOR),
        (MINOR, Severity.BLOCKER, Severity.BLOCKER),
        (MAJOR, Severity.BLOCKER, Severity.BLOCKER),
        (MAJOR, Severity.MAJOR, None),
        (MAJOR, Severity.MINOR, None),
        (BLOCKER, Severity.BLOCKER, None),
        (BLOCKER, Severity.MAJOR, None),
        (BLOCKER, None, None),
    ],
)
def test_a_failure_is_raised_when_it_is_graver_than_usual(
    check: str, severity: Severity | None, raised: Severity | None
) -> None:
    failed = outcome(check, Outcome.FAILED, severity=severity)
    judgement = judge_run([failed], plan(check), (), TODAY)
    assert judgement.results[0].raised is raised


def test_the_severity_is_that_of_the_worst_finding_and_of_failures_alone() -> None:
    findings = outcome(MINOR, Outcome.FAILED, severity=Severity.MAJOR).findings
    several = structs.replace(
        outcome(MINOR, Outcome.FAILED),
        findings=(*outcome(MINOR, Outcome.FAILED).findings, *findings),
    )
    without = structs.replace(several, findings=())
    for told, severity in ((several, Severity.MAJOR), (without, Severity.MINOR)):
        (result,) = judge_run([told], plan(MINOR), (), TODAY).results
        assert result.severity is severity
    for harmless in (Outcome.WARNED, Outcome.PASSED, Outcome.ERROR):
        told = structs.replace(several, outcome=harmless)
        assert judge_run([told], plan(MINOR), (), TODAY).results[0].severity is None


def test_each_check_that_decides_is_named_and_no_other() -> None:
    checks_run = (BLOCKER, MAJOR, MINOR)
    outcomes = [
        outcome(BLOCKER, Outcome.FAILED),
        outcome(MAJOR, Outcome.ERROR, code=ReasonCode.TIMEOUT),
        outcome(MINOR, Outcome.FAILED),
    ]
    rejected = judge_run(outcomes, plan(*checks_run), (), TODAY)
    assert rejected.reasons == tuple(
        f"{check}: {severity}, {spec_of(check).title}"
        for check, severity in ((BLOCKER, "blocker"), (MINOR, "minor"))
    )
    left_open = judge_run(outcomes[1:2], plan(MAJOR), (), TODAY)
    assert left_open.reasons == (f"{MAJOR}: error, timeout",)
    assert [result.spec.id for result in rejected.results] == list(checks_run)
    assert [result.level for result in rejected.results] == [Level.MANDATORY] * 3
    assert rejected.results[0].attempts == (outcomes[0],)


def test_a_waiver_is_for_its_check_and_for_what_may_be_waived() -> None:
    def waived(check: str, severity: Severity | None, *waivers: Waiver) -> bool:
        failed = outcome(check, Outcome.FAILED, severity=severity)
        (result,) = judge_run([failed], plan(check), waivers, TODAY).results
        assert result.rejects is (result.waiver is None)
        return result.waiver is not None

    mine, major, blocker = (
        Waiver(check=check, reason="r", until=date(2026, 3, 2)) for check in (MINOR, MAJOR, BLOCKER)
    )
    assert waived(MINOR, None, major, mine)
    assert waived(MINOR, Severity.MAJOR, mine)
    assert not waived(MINOR, Severity.BLOCKER, mine)
    assert not waived(MINOR, None, major, blocker)
    assert not waived(MAJOR, None, mine, blocker)
    assert not waived(BLOCKER, None, blocker)


@pytest.mark.parametrize(
    ("check", "until"), [(MINOR, date(2026, 3, 2)), (b"inv.null-list".decode(), date.max)]
)
def test_the_first_waiver_that_counts_is_shown(check: str, until: date) -> None:
    late, good = (Waiver(check=check, reason="r", until=day) for day in (date.min, until))
    (result,) = judge_run(
        [outcome(MINOR, Outcome.FAILED)], plan(MINOR), (late, good, late), TODAY
    ).results
    assert result.waiver is good


def test_the_time_of_all_attempts_counts() -> None:
    attempts = tuple(
        structs.replace(outcome(BLOCKER, Outcome.FAILED, attempt=n), ms=2.0**n) for n in (1, 2, 3)
    )
    folded = fold_attempts(attempts, spec_of(BLOCKER))
    assert (folded.ms, folded.attempt) == (14, 1)
    mixed = (*attempts, structs.replace(outcome(BLOCKER, Outcome.PASSED), ms=16.0))
    folded = fold_attempts(mixed, spec_of(BLOCKER))
    assert (folded.ms, folded.attempt, folded.check) == (30, 4, BLOCKER)


def test_attempts_that_disagree_tell_everything_once() -> None:
    limit = Measurement(name="m", value=1, unit="s", limit=2, documented=True)
    first = structs.replace(
        outcome(BLOCKER, Outcome.FAILED), covered=(Coverage("a"), Coverage("b")), measured=(limit,)
    )
    second = structs.replace(
        outcome(BLOCKER, Outcome.WARNED),
        covered=(Coverage("b"), Coverage("a", 2)),
        measured=(limit,),
    )
    folded = fold_attempts((first, second, first), spec_of(BLOCKER))
    assert folded.covered == (Coverage("a"), Coverage("b"), Coverage("a", 2))
    assert folded.measured == (limit,)
    assert folded.findings == (*first.findings, *second.findings)


def test_a_check_without_attempts_was_not_run() -> None:
    folded = fold_attempts((), spec_of(BLOCKER))
    assert (folded.outcome, folded.code) == (Outcome.NOT_EXERCISED, ReasonCode.NOT_RUN)


@pytest.mark.parametrize("code", list(ReasonCode))
@pytest.mark.parametrize("level", list(Level))
def test_only_what_does_not_apply_leaves_nothing_open(code: ReasonCode, level: Level) -> None:
    for result in (Outcome.NOT_EXERCISED, Outcome.ERROR):
        told = outcome(BLOCKER, result, code=code)
        nothing = result is Outcome.NOT_EXERCISED and code is ReasonCode.NOT_APPLICABLE
        (judged,) = judge_run([told], plan(BLOCKER, level=level), (), TODAY).results
        assert judged.leaves_open is (level is Level.MANDATORY and not nothing)
        assert not judged.rejects
