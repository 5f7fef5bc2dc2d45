from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.bundle import Code, RefusedError
from harness.bundle.agreement import (
    MAX_REPORT,
    ctrf_statuses,
    disagreements,
    junit_statuses,
    report_reasons,
)
from harness.bundle.evidence import CTRF, JUNIT
from harness.bundle.outcomes import OutcomeLine
from harness.checks import Outcome

if TYPE_CHECKING:
    from pathlib import Path

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


def test_a_check_is_compared_with_its_own_tests() -> None:
    lines = [OutcomeLine("a.b", "1.0", Outcome.PASSED), OutcomeLine("a.c", "1.0", Outcome.FAILED)]
    statuses = {"a.b": {"failed", "skipped"}, "a.c": {"failed"}}
    (reason,) = disagreements(Code.CTRF_DISAGREES, lines, statuses)
    assert reason.code is Code.CTRF_DISAGREES
    assert reason.text == "a.b@1.0 is passed, the report says failed, skipped"
    (missing,) = disagreements(Code.JUNIT_DISAGREES, lines[1:], {})
    assert missing.text == "a.c@1.0 is failed, the report says nothing"
    assert set(statuses) == {"a.b", "a.c"}


def test_both_reports_are_compared() -> None:
    lines = (OutcomeLine("a.b", "1.0", Outcome.PASSED),)
    ctrf = b'{"results":{"tests":[{"status":"failed","tags":["check::a.b@1.0"]}]}}'
    reasons = report_reasons(lines, {JUNIT: junit(), CTRF: ctrf})
    assert [reason.code for reason in reasons] == [Code.JUNIT_DISAGREES, Code.CTRF_DISAGREES]
    agreeing = {JUNIT: junit(PROPERTY), CTRF: ctrf.replace(b"failed", b"passed")}
    assert report_reasons(lines, agreeing) == ()


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
        ("<failure/><skipped/>", "failed"),
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


def test_a_report_may_be_as_large_as_the_limit() -> None:
    assert MAX_REPORT == 32 * 1024**2
    for size, told in (
        (MAX_REPORT, "Start tag expected"),
        (MAX_REPORT + 1, f"{MAX_REPORT + 1} by"),
    ):
        with pytest.raises(RefusedError, match=told):
            junit_statuses(b"x" * size)


def test_several_checks_and_versions_of_one_case() -> None:
    names = "".join(f'<property name="check" value="{v}"/>' for v in ("a.b@1", "a.b", "c.d@2.0"))
    other = '<property name="checks" value="x.y"/><property name="check"/>'
    case = f"<properties>{names}{other}</properties>"
    assert junit_statuses(junit(case)) == {"a.b": {"passed"}, "c.d": {"passed"}, "": {"passed"}}


def test_a_document_type_is_refused_before_it_does_anything(tmp_path: Path) -> None:
    (tmp_path / "broken").write_text("<!ELEMENT")
    outside = (tmp_path / "broken").as_uri()
    for document_type, text in (
        (f'SYSTEM "{outside}"', ""),
        (f'[<!ENTITY x SYSTEM "{outside}">]', "&x;"),
    ):
        data = f"<!DOCTYPE testsuites {document_type}><testsuites>{text}</testsuites>"
        with pytest.raises(RefusedError, match="has a document type"):
            junit_statuses(data.encode())


def test_a_report_of_endless_depth_is_refused() -> None:
    assert junit_statuses(b"<a>" * 200 + b"</a>" * 200) == {}
    with pytest.raises(RefusedError):
        junit_statuses(b"<a>" * 2000 + b"</a>" * 2000)


@pytest.mark.parametrize(("tags", "taken"), [(1000, True), (1001, False)])
def test_a_test_has_so_many_tags(tags: int, *, taken: bool) -> None:
    many = json.dumps(["check::a.b"] * tags)
    data = f'{{"results":{{"tests":[{{"status":"passed","tags":{many}}}]}}}}'.encode()
    if taken:
        assert ctrf_statuses(data) == {"a.b": {"passed"}}
    else:
        with pytest.raises(RefusedError):
            ctrf_statuses(data)


def test_times_may_be_fractions() -> None:
    data = b'{"results":{"tests":[{"status":"passed","duration":1.5,"tags":["check::a.b"]}]}}'
    assert ctrf_statuses(data) == {"a.b": {"passed"}}


def test_ctrf_statuses() -> None:
    data = b'{"results":{"tests":[{"status":"passed","tags":["x","check::a.b"]},{"status":"x"}]}}'
    assert ctrf_statuses(data) == {"a.b": {"passed"}}


@given(st.binary(max_size=60))
def test_noise(data: bytes) -> None:
    for read in (junit_statuses, ctrf_statuses):
        with pytest.raises(RefusedError):
            read(b"{" + data)
