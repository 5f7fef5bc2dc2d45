from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.bundle import Code, RefusedError
from harness.bundle.agreement import ctrf_statuses, disagreements, junit_statuses
from harness.bundle.outcomes import OutcomeLine
from harness.checks import Outcome

PROPERTY = '<properties><property name="check" value="a.b@1.0"/></properties>'


def junit(*children: str) -> bytes:
    cases = "".join(f"<testcase>{child}</testcase>" for child in children)
    return f"<testsuites><testsuite>{cases}</testsuite></testsuites>".encode()


def agreed(outcome: Outcome, *statuses: str) -> bool:
    line = OutcomeLine("a.b", "1.0", outcome)
    return not disagreements(Code.JUNIT_DISAGREES, [line], {"a.b": set(statuses)})


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.PASSED, "passed"),
        (Outcome.WARNED, "passed"),
        (Outcome.FAILED, "failed"),
        (Outcome.ERROR, "failed"),
        (Outcome.NOT_EXERCISED, "skipped"),
    ],
)
def test_each_outcome_has_one_status(outcome: Outcome, status: str) -> None:
    for other in ("passed", "failed", "skipped", "pending"):
        assert agreed(outcome, other) is (other == status)
    assert not agreed(outcome)
    assert not agreed(outcome, "passed", "failed")


def test_a_check_without_an_outcome() -> None:
    (reason,) = disagreements(Code.CTRF_DISAGREES, [], {"a.b": {"passed"}})
    assert reason.text == "a.b has no outcome"


@pytest.mark.parametrize(
    ("child", "status"),
    [
        ("", "passed"),
        ("<failure>x</failure>", "failed"),
        ("<error/>", "failed"),
        ("<skipped/>", "skipped"),
        ("<skipped/><error/>", "failed"),
        ("<system-out>failure</system-out><!-- failure -->", "passed"),
    ],
)
def test_junit_statuses(child: str, status: str) -> None:
    assert junit_statuses(junit(PROPERTY + child)) == {"a.b": {status}}


def test_several_cases_of_one_check_and_cases_of_none() -> None:
    data = junit(PROPERTY, PROPERTY + "<failure/>", "<failure/>")
    assert junit_statuses(data) == {"a.b": {"passed", "failed"}}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"\xff",
        b"<!DOCTYPE a><testsuites/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><testsuites>&x;</testsuites>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"x" * (33 * 1024 * 1024),
    ],
    ids=["empty", "open", "binary", "doctype", "entity", "external", "large"],
)
def test_refused_junit(data: bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        junit_statuses(data)
    assert caught.value.code is Code.JUNIT_MALFORMED


def test_ctrf_statuses() -> None:
    data = b'{"results":{"tests":[{"status":"passed","tags":["x","check::a.b"]},{"status":"x"}]}}'
    assert ctrf_statuses(data) == {"a.b": {"passed"}}


@given(st.binary(max_size=60))
def test_noise(data: bytes) -> None:
    for read in (junit_statuses, ctrf_statuses):
        with pytest.raises(RefusedError):
            read(b"{" + data)
