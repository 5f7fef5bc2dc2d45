import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from harness.checks import Effect, Outcome, Severity
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
@example([0.0, 1e-280])  # far below the limit both differ from it by the same
def test_the_worst_value_is_kept(values: list[float]) -> None:
    judging = judge()
    for value in values:
        judging.measure("x", value, "s", 10, documented=True, where=str(value))
    (kept,) = judging.measured
    assert kept.value == max(values)
    assert kept.where == str(kept.value)
    assert kept.count == len(values)


@pytest.mark.parametrize(
    ("documented", "value", "effect", "summary"),
    [
        (True, 15, None, ""),
        (True, 15.5, Effect.WARN, "find takes more than half of the documented limit"),
        (True, 30, Effect.WARN, "find takes more than half of the documented limit"),
        (True, 30.5, Effect.FAIL, "find is beyond the documented limit"),
        (False, 15.5, None, ""),
        (False, 30, None, ""),
        (False, 30.5, Effect.WARN, "find is beyond the usual limit"),
    ],
)
def test_what_is_said_about_a_measurement(
    value: float, effect: Effect | None, summary: str, *, documented: bool
) -> None:
    judging = judge()
    kept = judging.measure("find", value, "s", 30, documented=documented)
    assert kept is (value <= 30)
    said = [(each.effect, each.summary) for each in judging.findings]
    assert said == ([(effect, summary)] if effect else [])


@pytest.mark.parametrize("severity", list(Severity))
def test_beyond_a_limit_of_no_importance_is_a_doubt(severity: Severity) -> None:
    judging = Judge(structs.replace(spec_of("inv.no-timeout"), severity=severity))
    judging.measure("find", 31, "s", 30, documented=True)
    wanted = Effect.WARN if severity is Severity.INFO else Effect.FAIL
    assert [finding.effect for finding in judging.findings] == [wanted]


def test_half_of_an_odd_limit_is_no_whole_number() -> None:
    judging = judge()
    judging.measure("find", 15.5, "s", 31, documented=True)
    assert judging.findings == ()


def test_of_different_limits_the_one_passed_by_most_is_told() -> None:
    judging = judge()
    for value, limit in ((50, 30), (90, 80), (41, 20), (10, 1), (41, 20)):
        judging.measure("find", value, "s", limit, documented=True, where=f"{value} of {limit}")
    judging.measure("findAll", 99.99999, "s", 3, documented=True)
    first, second = judging.findings
    assert (first.where, first.expected) == ("41 of 20", "at most 20 s")
    assert first.seen == "41 s, the worst of 5"
    assert second.seen == "100 s, the worst of 1"
    assert first.evidence["measurement"]["value"] == 41
    assert judging.measured[0].count == 5


def test_of_equal_measurements_the_first_is_told() -> None:
    judging = judge()
    for where in ("A", "B"):
        judging.measure("find", 31, "s", 30, documented=True, where=where)
    assert judging.measured[0].where == "A"


def test_each_measurement_is_judged_by_itself() -> None:
    judging = judge()
    for name, value, documented in (("a", 1, True), ("b", 1, False), ("c", 40, True)):
        judging.measure(name, value, "s", 30, documented=documented)
    (finding,) = judging.findings
    assert finding.summary.startswith("c ")
