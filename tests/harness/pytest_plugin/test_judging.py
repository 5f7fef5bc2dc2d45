import pytest

from harness.checks import Effect, Finding, Outcome, ReasonCode, Severity
from harness.checks.registry import spec_of
from harness.pytest_plugin import Judge
from harness.pytest_plugin.judging import MAX_FINDINGS
from harness.pytest_plugin.stop import NotExercisedError

CHECK = "inv.phantom-object"


@pytest.fixture
def judge() -> Judge:
    return Judge(spec_of(CHECK))


def conclude(judge: Judge) -> tuple[Outcome, ReasonCode]:
    outcome = judge.conclude(ms=1.26, attempt=2)
    assert (outcome.check, outcome.attempt, outcome.ms) == (judge.spec.id, 2, 1.3)
    return outcome.outcome, outcome.code


def test_coverage_without_findings_passes(judge: Judge) -> None:
    judge.covered("objects", 3)
    judge.covered("objects", 2)
    assert conclude(judge) == (Outcome.PASSED, ReasonCode.NONE)
    assert judge.conclude(ms=0, attempt=1).covered[0].count == 5


@pytest.mark.parametrize("count", [None, 0])
def test_nothing_covered_is_not_a_pass(judge: Judge, count: int | None) -> None:
    if count is not None:
        judge.covered("objects", count)
    assert conclude(judge) == (Outcome.NOT_EXERCISED, ReasonCode.NOTHING_COVERED)


def test_a_static_check_that_covers_nothing_has_nothing_to_cover() -> None:
    judge = Judge(spec_of("pkg.native-code"))
    assert conclude(judge) == (Outcome.NOT_EXERCISED, ReasonCode.NOT_APPLICABLE)


def test_the_worst_finding_decides_and_stands_first(judge: Judge) -> None:
    judge.note("a remark")
    judge.warn("a doubt")
    judge.fail("a defect", where="Lamp")
    assert conclude(judge)[0] is Outcome.FAILED
    assert judge.failing
    assert [finding.summary for finding in judge.findings] == ["a defect", "a doubt", "a remark"]


def test_an_info_check_warns_at_most() -> None:
    spec = spec_of(CHECK)
    info = type(spec)(
        **{name: getattr(spec, name) for name in spec.__struct_fields__}
        | {"severity": Severity.INFO}
    )
    judge = Judge(info)
    judge.fail("x")
    assert conclude(judge)[0] is Outcome.WARNED


def test_findings_of_other_checks_are_not_taken(judge: Judge) -> None:
    judge.take(
        Finding(check=check, effect=Effect.FAIL, summary="x") for check in (CHECK, "inv.null-list")
    )
    assert len(judge.findings) == 1


def test_endless_findings_are_counted(judge: Judge) -> None:
    for number in range(MAX_FINDINGS + 7):
        judge.fail(f"defect {number}")
    assert len(judge.findings) == MAX_FINDINGS + 1
    assert judge.findings[-1].summary == "7 more findings of the same kind"


def test_ending_early_keeps_reason_and_code(judge: Judge) -> None:
    with pytest.raises(NotExercisedError) as caught:
        judge.not_exercised("no finder")
    assert (caught.value.reason, caught.value.code) == ("no finder", ReasonCode.NOT_APPLICABLE)
