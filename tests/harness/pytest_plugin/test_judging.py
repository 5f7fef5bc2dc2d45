import pytest

from harness.checks import Coverage, Effect, Finding, Outcome, ReasonCode, Severity
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
        Finding(check=check, effect=Effect.FAIL, summary="x")
        for check in (CHECK, "inv.null-list", "ses.auth-storm")
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


@pytest.mark.parametrize("own", [None, Severity.MAJOR, Severity.MINOR])
def test_a_failure_is_a_failure_unless_it_is_for_information(
    judge: Judge, own: Severity | None
) -> None:
    judge.fail("a defect", severity=own, seen="x")
    judge.fail("a hint", severity=Severity.INFO)
    told = [(finding.summary, finding.effect, finding.severity) for finding in judge.findings]
    assert told == [("a defect", Effect.FAIL, own), ("a hint", Effect.WARN, Severity.INFO)]
    assert judge.findings[0].seen == "x"
    assert {finding.check for finding in judge.findings} == {CHECK}


def test_doubts_and_remarks_do_not_fail(judge: Judge) -> None:
    judge.note("a remark", where="Lamp")
    judge.covered("objects")
    assert conclude(judge) == (Outcome.PASSED, ReasonCode.NONE)
    judge.warn("a doubt", where="Lamp")
    assert conclude(judge) == (Outcome.WARNED, ReasonCode.NONE)
    assert not judge.failing
    assert [finding.where for finding in judge.findings] == ["Lamp", "Lamp"]


def test_findings_up_to_the_limit_are_all_there(judge: Judge) -> None:
    judge.take(Finding(check=CHECK, effect=Effect.FAIL, summary=str(n)) for n in range(50))
    assert (len(judge.findings), MAX_FINDINGS) == (50, 50)
    judge.warn("one more")
    assert judge.findings[-1].effect is Effect.NOTE
    assert judge.findings[-1].summary == "1 more findings of the same kind"


def test_what_was_named_and_never_seen_is_not_covered(judge: Judge) -> None:
    judge.covered("finders", 0)
    judge.covered("objects")
    judge.covered("objects")
    outcome = judge.conclude(ms=0.04, attempt=1)
    assert outcome.covered == (Coverage("objects", 2),)
    assert (outcome.reason, outcome.ms, outcome.version) == ("", 0.0, spec_of(CHECK).version)


def test_a_check_that_is_cut_short_keeps_what_it_filed(judge: Judge) -> None:
    judge.fail("a defect")
    judge.covered("objects", 3)
    judge.measure("find", 1, "s", 60, documented=True)
    outcome = judge.give_up(Outcome.ERROR, "late", ReasonCode.TIMEOUT, ms=7.25, attempt=3)
    assert (outcome.outcome, outcome.reason, outcome.code) == (
        Outcome.ERROR,
        "late",
        ReasonCode.TIMEOUT,
    )
    assert [len(part) for part in (outcome.findings, outcome.covered, outcome.measured)] == [1] * 3


def test_a_finding_that_covers_nothing_still_counts(judge: Judge) -> None:
    judge.warn("a doubt")
    outcome = judge.conclude(ms=0, attempt=1)
    assert (outcome.outcome, outcome.reason) == (Outcome.WARNED, "")


def test_nothing_to_look_at_is_said(judge: Judge) -> None:
    reason = judge.conclude(ms=0, attempt=1).reason
    assert reason == "the check found nothing to look at"


def test_findings_of_one_weight_stay_in_their_order(judge: Judge) -> None:
    for effect, summary in ((Effect.NOTE, "a"), (Effect.FAIL, "c"), (Effect.FAIL, "b")):
        judge.take([Finding(check=CHECK, effect=effect, summary=summary)])
    assert [finding.summary for finding in judge.findings] == ["c", "b", "a"]


def test_a_check_may_end_for_a_reason_that_leaves_the_verdict_open(judge: Judge) -> None:
    with pytest.raises(NotExercisedError) as caught:
        judge.not_exercised("no backend", ReasonCode.NEED_MISSING)
    assert caught.value.code is ReasonCode.NEED_MISSING
