from __future__ import annotations

import getpass
import json
import platform
import re
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from harness.bundle import Code, Digest, Subject
from harness.bundle.agreement import ctrf_statuses, disagreements, junit_statuses
from harness.bundle.statement import LegacyDigest, SubjectFacts
from harness.errors import HarnessError
from harness.report import (
    check_results,
    digests_text,
    printable,
    python_lock,
    render_ctrf,
    render_junit,
    scrub_ctrf,
    scrub_junit,
    system_facts,
)

if TYPE_CHECKING:
    from harness.checks.verdict import Judgement

MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


def ctrf(judgement: Judgement) -> bytes:
    return render_ctrf(judgement.results, started=MOMENT, finished=MOMENT, version="0.1.0")


def test_results_become_stable_codes(judgement: Judgement) -> None:
    codes = {
        item.check: (item.reason_code, item.reason) for item in check_results(judgement.results)
    }
    assert codes == {
        "pkg.fine": ("", ""),
        "pkg.odd": ("", ""),
        "pkg.dead": ("timeout", "took \\u0000 too long"),
        "pkg.none": ("not-applicable", "no x"),
        "pkg.bad": ("D38+V13", ""),
    }


def test_both_reports_agree_with_the_outcomes(judgement: Judgement) -> None:
    lines = [item.line() for item in check_results(judgement.results)]
    junit, tests = junit_statuses(render_junit(judgement.results)), ctrf_statuses(ctrf(judgement))
    assert disagreements(Code.JUNIT_DISAGREES, lines, junit) == ()
    assert disagreements(Code.CTRF_DISAGREES, lines, tests) == ()


def test_junit_counts_and_texts(judgement: Judgement) -> None:
    suite = etree.fromstring(render_junit(judgement.results)).find("testsuite")
    assert suite is not None
    counts = {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped", "time")}
    assert counts == {
        "tests": "5",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
        "time": "7.500",
    }
    text = suite.findtext("testcase[@name='bad']/system-out")
    assert text is not None
    assert text.splitlines()[0] == (
        "fail: bad \\u001b[31m<script>alert(1)</script>\\u202e [VSO-INF/vso.xml:3]"
        " expected: good seen: ${project.version}"
    )
    assert "only a note" not in text


def test_ctrf_has_what_its_schema_requires(judgement: Judgement) -> None:
    report = json.loads(ctrf(judgement))
    assert (report["reportFormat"], report["specVersion"]) == ("CTRF", "1.0.0")
    assert report["results"]["tool"]["name"] == "vroaccept"
    summary = report["results"]["summary"]
    counted = ("tests", "passed", "failed", "skipped", "pending", "other")
    assert [summary[key] for key in counted] == [5, 2, 2, 1, 0, 0]
    assert {"start", "stop"} < set(summary)
    for test in report["results"]["tests"]:
        assert {"name", "status", "duration"} < set(test)


def test_scrubbing_junit_removes_the_host_only() -> None:
    suite = b'<testsuite hostname="pc-7" name="p"><testcase name="t"/></testsuite>'
    data = b"<testsuites>" + suite + b"</testsuites>"
    scrubbed = scrub_junit(data)
    assert b"pc-7" not in scrubbed
    assert scrubbed.endswith(data.replace(b' hostname="pc-7"', b""))
    with pytest.raises(HarnessError, match="JUnit report is broken"):
        scrub_junit(b"<a")


def test_scrubbing_ctrf_keeps_the_platform_only() -> None:
    environment = {"osPlatform": "linux", "osRelease": "6.1", "buildUrl": "https://ci.internal"}
    report = {"results": {"environment": environment, "tests": [{"duration": 1.5}]}}
    scrubbed = json.loads(scrub_ctrf(json.dumps(report).encode()))
    assert scrubbed["results"]["environment"] == {"osPlatform": "linux"}
    assert scrubbed["results"]["tests"] == [{"duration": 1.5}]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"results":[]}', b'{"results":{"environment":1}}']
)
def test_what_is_no_ctrf_report(data: bytes) -> None:
    with pytest.raises(HarnessError, match="CTRF report is broken"):
        scrub_ctrf(data)


def test_digests_for_the_landing_page() -> None:
    facts = SubjectFacts(
        size=42,
        legacy_digest=LegacyDigest(md5="a" * 32, sha1="b" * 40),
        contained_in="x.vmoapp",
        plugin="Acme",
        version="1.2.0",
        build="7",
    )
    text = digests_text([Subject("a.dar", Digest("c" * 64), facts)])
    assert text.splitlines() == [
        "File:    a.dar",
        "Inside:  x.vmoapp",
        "Plug-in: Acme",
        "Version: 1.2.0 build 7",
        "Size:    42 bytes",
        "MD5:     " + "a" * 32,
        "SHA-1:   " + "b" * 40,
        "SHA-256: " + "c" * 64,
    ]


def test_the_system_is_described_without_saying_whose_it_is() -> None:
    data = system_facts({"java": "17.0.15"})
    facts = json.loads(data)
    assert facts["java"] == "17.0.15"
    assert facts["memoryMiB"] > 0
    values = {str(value) for value in facts.values()}
    assert not values & {socket.gethostname(), getpass.getuser(), platform.release()}


def test_the_lock_names_versions_and_no_addresses() -> None:
    lines = python_lock().splitlines()
    assert any(line.startswith("securesystemslib==") for line in lines)
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(set(names))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*==[^\s@/]+", line) for line in lines)


@given(st.text())
def test_printable_text_has_no_controls_and_keeps_the_rest(text: str) -> None:
    shown = printable(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert printable(shown) == shown
    if text.isascii() and text.isprintable():
        assert shown == text
