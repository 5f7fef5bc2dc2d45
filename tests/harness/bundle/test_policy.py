import pytest

from harness.bundle.outcomes import OutcomeLine, raised_code
from harness.bundle.policy import Policy, judge_raised
from harness.bundle.reasons import Code
from harness.checks import Outcome, Severity

GRAVE = raised_code(Severity.BLOCKER)


@pytest.mark.parametrize(
    ("outcome", "code", "policy", "rejects"),
    [
        (Outcome.FAILED, GRAVE, Policy(frozenset()), True),
        (Outcome.FAILED, f"{GRAVE}+D24", Policy(frozenset()), True),
        (Outcome.FAILED, "D24", Policy(frozenset()), False),
        (Outcome.WARNED, GRAVE, Policy(frozenset()), False),
        (Outcome.FAILED, GRAVE, Policy(frozenset(), waived=frozenset({"uninst.x@1.0"})), False),
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
