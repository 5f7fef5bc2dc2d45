"""What a measurement and a list of findings amount to."""

import pytest

from harness.checks import CheckOutcome, Coverage, Effect, Finding, Measurement, Outcome, Severity
from harness.checks.outcome import OwnOutcome, ReasonCode, is_worse, severity_of, worst_failure
from harness.checks.registry import spec_of

MINOR = spec_of("inv.null-list")


def finding(effect: Effect = Effect.FAIL, severity: Severity | None = None) -> Finding:
    return Finding(check=MINOR.id, effect=effect, summary="x", severity=severity)


def measurement(value: float, *, documented: bool = True) -> Measurement:
    return Measurement(name="find", value=value, unit="s", limit=60, documented=documented)


@pytest.mark.parametrize(("value", "kept"), [(-1, True), (59.9, True), (60, True), (60.1, False)])
def test_a_limit_is_kept_when_it_is_reached_and_not_passed(value: float, *, kept: bool) -> None:
    assert measurement(value).kept is kept


def test_a_limit_of_ours_is_marked() -> None:
    assert str(measurement(1.23456)) == "find 1.235 s (limit 60)"
    assert str(measurement(2, documented=False)) == "find 2 s (limit 60†)"
    assert measurement(1).count == 1


def test_a_finding_is_as_bad_as_its_check_unless_it_says_so() -> None:
    assert severity_of(finding(), MINOR) is Severity.MINOR
    assert severity_of(finding(severity=Severity.INFO), MINOR) is Severity.INFO


@pytest.mark.parametrize(
    ("severities", "worst"),
    [
        ((), None),
        ((Severity.INFO,), Severity.INFO),
        ((Severity.INFO, None), Severity.MINOR),
        ((None, Severity.MAJOR, Severity.INFO), Severity.MAJOR),
        ((Severity.BLOCKER, Severity.MAJOR, None), Severity.BLOCKER),
    ],
)
def test_the_worst_failing_finding_counts(
    severities: tuple[Severity | None, ...], worst: Severity | None
) -> None:
    doubts = [finding(effect, Severity.BLOCKER) for effect in (Effect.WARN, Effect.NOTE)]
    findings = (*(finding(severity=each) for each in severities), *doubts)
    assert worst_failure(findings, MINOR) is worst


def test_what_is_not_said_about_an_outcome() -> None:
    plain = CheckOutcome(check="a.b", version="1.0", outcome=Outcome.PASSED)
    assert (plain.ref, plain.code, plain.ms, plain.attempt) == ("a.b@1.0", ReasonCode.NONE, 0, 1)
    assert Coverage("finders").count == 1
    assert OwnOutcome(test="own/t/f", outcome=Outcome.PASSED).ms == 0


def test_severities_have_an_order() -> None:
    ordered = (Severity.INFO, Severity.MINOR, Severity.MAJOR, Severity.BLOCKER)
    for index, severity in enumerate(ordered):
        worse = [is_worse(severity, other) for other in ordered]
        assert worse == [True] * index + [False] * (len(ordered) - index)
