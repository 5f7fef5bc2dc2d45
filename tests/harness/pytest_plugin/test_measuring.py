from hypothesis import given
from hypothesis import strategies as st

from harness.checks import Effect, Outcome
from harness.checks.registry import spec_of
from harness.pytest_plugin import Judge

NUMBERS = st.floats(0, 1e6)


def judge() -> Judge:
    made = Judge(spec_of("inv.no-timeout"))
    made.covered("calls")
    return made


def test_a_documented_limit_fails_and_half_of_it_warns() -> None:
    for value, effect, outcome in (
        (31.0, Effect.FAIL, Outcome.FAILED),
        (30.0, Effect.WARN, Outcome.WARNED),
        (15.1, Effect.WARN, Outcome.WARNED),
    ):
        judging = judge()
        kept = judging.measure("findRelation", value, "s", 30, documented=True, where="A/1")
        assert kept is (value <= 30)
        (finding,) = judging.findings
        assert (finding.effect, finding.where) == (effect, "A/1")
        assert judging.failing is (effect is Effect.FAIL)
        assert judging.conclude(ms=1, attempt=1).outcome is outcome


def test_a_limit_of_ours_only_warns_and_only_beyond_it() -> None:
    judging = judge()
    judging.measure("retries", 4, "calls", 5, documented=False)
    assert judging.conclude(ms=1, attempt=1).outcome is Outcome.PASSED
    judging.measure("retries", 900, "calls", 5, documented=False)
    outcome = judging.conclude(ms=1, attempt=1)
    assert outcome.outcome is Outcome.WARNED
    assert [(str(each), each.count) for each in outcome.measured] == [
        ("retries 900 calls (limit 5†)", 2)
    ]


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_the_worst_value_is_kept(values: list[float]) -> None:
    judging = judge()
    for value in values:
        judging.measure("x", value, "s", 10, documented=True, where=str(value))
    (kept,) = judging.measured
    assert kept.value == max(values)
    assert kept.where == str(kept.value)
    assert kept.count == len(values)
