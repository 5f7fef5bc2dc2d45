from datetime import UTC, datetime, timedelta

import pytest

from harness.bundle.outcomes import OutcomeLine, raised_code
from harness.bundle.policy import Policy, judge, judge_raised, judge_run
from harness.bundle.reasons import Code
from harness.bundle.statement import Digest, NotRun, Predicate, Result, RunRecord, Statement
from harness.checks import Outcome, Severity

GRAVE = raised_code(Severity.BLOCKER)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TICK = timedelta.resolution


@pytest.mark.parametrize(
    ("outcome", "code", "policy", "rejects"),
    [
        (Outcome.FAILED, GRAVE, Policy(frozenset()), True),
        (Outcome.FAILED, f"{GRAVE}+D24", Policy(frozenset()), True),
        (Outcome.FAILED, "D24", Policy(frozenset()), False),
        (Outcome.WARNED, GRAVE, Policy(frozenset()), False),
        (Outcome.FAILED, GRAVE, Policy(frozenset(), waived=frozenset({"uninst.x@1.0"})), False),
        (Outcome.FAILED, GRAVE, Policy(frozenset({"b@1"}), waived=frozenset({"c@1"})), True),
    ],
)
def test_a_grave_failure_counts_whatever_the_plan_says(
    outcome: Outcome, code: str, policy: Policy, *, rejects: bool
) -> None:
    reasons = judge_raised(policy, [OutcomeLine("uninst.x", "1.0", outcome, code)])
    assert [reason.code for reason in reasons] == [Code.PLAN_FAILED] * rejects


def test_a_mandatory_check_is_told_once() -> None:
    policy = Policy(frozenset({"uninst.x@1.0"}))
    line = OutcomeLine("uninst.x", "1.0", Outcome.FAILED, GRAVE)
    assert judge_raised(policy, [line]) == ()
    assert judge_raised(Policy(policy.mandatory, waived=policy.mandatory), [line]) == ()


def run_record(
    *not_run: NotRun, challenge: str = "c-7", begun: datetime = NOON, ended: datetime = NOON
) -> RunRecord:
    return RunRecord(
        id="r",
        challenge=challenge,
        started_on=begun,
        finished_on=ended,
        signer_keyid="0" * 64,
        outcomes_digest=Digest("0" * 64),
        not_run=not_run,
    )


def stated(outcome: Outcome, code: str = "") -> Statement:
    """A statement about the check ``a.b`` alone."""
    refs = {key: ("a.b@1.0",) if key is outcome else () for key in Outcome}
    open_one = outcome in (Outcome.ERROR, Outcome.NOT_EXERCISED)
    not_run = [NotRun("a.b", "1.0", outcome.value, "why", code)] if open_one else []
    predicate = Predicate(
        result=Result.WARNED,
        configuration=(),
        passed_tests=refs[Outcome.PASSED],
        warned_tests=refs[Outcome.WARNED],
        failed_tests=refs[Outcome.FAILED],
        run=run_record(*not_run),
        evidence=(),
    )
    return Statement(type="t", subject=(), predicate_type="p", predicate=predicate)


REF = frozenset({"a.b@1.0"})
PLAIN, WAIVED, CONFIRMED = Policy(REF), Policy(REF, waived=REF), Policy(REF, not_applicable=REF)
ALL = Policy(REF, confirms_all=True)


@pytest.mark.parametrize(
    ("outcome", "code", "policy", "wanted"),
    [
        (Outcome.PASSED, "", PLAIN, None),
        (Outcome.WARNED, "", PLAIN, None),
        (Outcome.FAILED, "", PLAIN, Code.PLAN_FAILED),
        (Outcome.FAILED, "", CONFIRMED, Code.PLAN_FAILED),
        (Outcome.FAILED, "", WAIVED, None),
        (Outcome.ERROR, "timeout", PLAIN, Code.PLAN_NOT_RUN),
        (Outcome.ERROR, "timeout", WAIVED, Code.PLAN_NOT_RUN),
        (Outcome.ERROR, "timeout", CONFIRMED, Code.PLAN_NOT_RUN),
        (Outcome.ERROR, "not-applicable", PLAIN, Code.PLAN_NOT_RUN),
        (Outcome.NOT_EXERCISED, "a", PLAIN, Code.PLAN_NOT_RUN),
        (Outcome.NOT_EXERCISED, "z", PLAIN, Code.PLAN_NOT_RUN),
        (Outcome.NOT_EXERCISED, "not-applicable", PLAIN, Code.PLAN_NOT_APPLICABLE),
        (Outcome.NOT_EXERCISED, b"not-applicable".decode(), WAIVED, Code.PLAN_NOT_APPLICABLE),
        (Outcome.NOT_EXERCISED, "not-applicable", CONFIRMED, None),
        (Outcome.NOT_EXERCISED, "need-missing", CONFIRMED, None),
        (Outcome.NOT_EXERCISED, "not-applicable", ALL, None),
        (Outcome.NOT_EXERCISED, "need-missing", ALL, Code.PLAN_NOT_RUN),
        (Outcome.ERROR, "not-applicable", ALL, Code.PLAN_NOT_RUN),
        (Outcome.FAILED, "", ALL, Code.PLAN_FAILED),
    ],
)
def test_only_what_the_reviewer_granted_stands_for_a_pass(
    outcome: Outcome, code: str, policy: Policy, wanted: Code | None
) -> None:
    reasons = judge(policy, stated(outcome, code))
    assert [reason.code for reason in reasons] == ([wanted] if wanted else [])
    assert all("a.b@1.0" in reason.text for reason in reasons)


def test_what_is_mandatory_and_not_listed_is_told_by_name() -> None:
    reasons = judge(Policy(frozenset({"z@1", "c@1", "a.b@1.0", "b@1"})), stated(Outcome.PASSED))
    assert [reason.code for reason in reasons] == [Code.PLAN_MISSING] * 3
    assert [reason.text.split()[0] for reason in reasons] == ["b@1", "c@1", "z@1"]


@pytest.mark.parametrize(
    ("issued", "answered", "holds"),
    [
        (None, "", True),
        (None, "c-7", True),
        ("c-7", b"c-7".decode(), True),
        ("c-7", "c-6", False),
        ("c-7", "c-8", False),
        ("c-7", "", False),
        ("", "c-7", False),
    ],
)
def test_a_challenge_that_was_issued_must_be_answered(
    issued: str | None, answered: str, *, holds: bool
) -> None:
    reasons = judge_run(run_record(challenge=answered), challenge=issued, received=NOON)
    assert [reason.code for reason in reasons] == ([] if holds else [Code.CHALLENGE_OTHER])


@pytest.mark.parametrize(
    ("lasted", "late", "holds"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(hours=9), timedelta(days=-1), True),
        (-TICK, timedelta(-1), False),
        (timedelta(0), timedelta(minutes=5), True),
        (timedelta(0), timedelta(minutes=5) + TICK, False),
    ],
)
def test_a_run_ends_after_its_begin_and_before_its_receipt(
    lasted: timedelta, late: timedelta, *, holds: bool
) -> None:
    run = run_record(begun=NOON - lasted, ended=NOON)
    reasons = judge_run(run, challenge=None, received=NOON - late)
    assert [reason.code for reason in reasons] == ([] if holds else [Code.RUN_TIMES])
