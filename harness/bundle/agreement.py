"""Whether the test reports say the same as the signed outcomes (threats T1, T14, T20).

A test names its check by the JUnit property ``check`` and by the CTRF tag ``check::…``, each with
or without ``@version``. Tests that name no check (a partner's own) are not looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from lxml import etree
from msgspec import Meta, Struct

from harness.bundle import strict_json
from harness.bundle.errors import RefusedError
from harness.bundle.evidence import CTRF, JUNIT
from harness.bundle.reasons import Code, Reason
from harness.checks.finding import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from harness.bundle.outcomes import OutcomeLine

MAX_REPORT: Final = 32 * 1024 * 1024
PROPERTY: Final = "check"
TAG: Final = "check::"

_EXPECTED: Final[Mapping[Outcome, frozenset[str]]] = {
    Outcome.PASSED: frozenset({"passed"}),
    Outcome.WARNED: frozenset({"passed"}),
    Outcome.FAILED: frozenset({"failed"}),
    Outcome.ERROR: frozenset({"failed"}),
    Outcome.NOT_EXERCISED: frozenset({"skipped"}),
}
_JUNIT_STATUS: Final = {"failure": "failed", "error": "failed", "skipped": "skipped"}

Statuses = dict[str, set[str]]
"""Check id (without version) → statuses of its tests."""


def junit_statuses(data: bytes) -> Statuses:
    """Read which tests of which checks ended how.

    Raises:
        RefusedError: It is not XML, has a document type, or is too large.
    """
    if len(data) > MAX_REPORT:
        raise RefusedError(Code.JUNIT_MALFORMED, f"{len(data)} bytes", where=JUNIT)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise RefusedError(Code.JUNIT_MALFORMED, str(exc), where=JUNIT) from exc
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError(Code.JUNIT_MALFORMED, "has a document type", where=JUNIT)
    statuses: Statuses = {}
    for case in root.iter("testcase"):
        for name in _junit_checks(case):
            statuses.setdefault(name, set()).add(_junit_status(case))
    return statuses


def _junit_checks(case: etree._Element) -> set[str]:
    properties = case.findall(f"properties/property[@name='{PROPERTY}']")
    return {_id(element.get("value") or "") for element in properties}


def _junit_status(case: etree._Element) -> str:
    marks = [_JUNIT_STATUS[str(child.tag)] for child in case if str(child.tag) in _JUNIT_STATUS]
    return "failed" if "failed" in marks else next(iter(marks), "passed")


class _CtrfTest(Struct):
    status: str
    tags: Annotated[list[str], Meta(max_length=1000)] = msgspec.field(default_factory=list)


class _CtrfResults(Struct):
    tests: list[_CtrfTest]


class _Ctrf(Struct):
    results: _CtrfResults


def ctrf_statuses(data: bytes) -> Statuses:
    """Read which tests of which checks ended how.

    Raises:
        RefusedError: It is not a CTRF report.
    """
    try:
        value = strict_json.decode(data, max_bytes=MAX_REPORT, floats=True)
        report = msgspec.convert(value, _Ctrf)
    except ValueError as exc:
        raise RefusedError(Code.CTRF_MALFORMED, str(exc), where=CTRF) from exc
    statuses: Statuses = {}
    for test in report.results.tests:
        for tag in test.tags:
            if tag.startswith(TAG):
                statuses.setdefault(_id(tag.removeprefix(TAG)), set()).add(test.status)
    return statuses


def _id(text: str) -> str:
    return text.partition("@")[0]


def report_reasons(
    lines: tuple[OutcomeLine, ...], files: Mapping[str, bytes]
) -> tuple[Reason, ...]:
    """Compare both test reports with the outcomes.

    Raises:
        RefusedError: A report cannot be read.
    """
    return (
        *disagreements(Code.JUNIT_DISAGREES, lines, junit_statuses(files[JUNIT])),
        *disagreements(Code.CTRF_DISAGREES, lines, ctrf_statuses(files[CTRF])),
    )


def disagreements(
    code: Code, lines: Iterable[OutcomeLine], statuses: Statuses
) -> tuple[Reason, ...]:
    """Compare the outcomes with one report; both must name exactly the same checks."""
    reasons = []
    left = dict(statuses)
    for line in lines:
        seen = left.pop(line.check, set())
        if not seen or not seen <= _EXPECTED[line.outcome]:
            shown = ", ".join(sorted(seen)) or "nothing"
            reasons.append(Reason(code, f"{line.ref} is {line.outcome}, the report says {shown}"))
    reasons.extend(Reason(code, f"{name} has no outcome") for name in sorted(left))
    return tuple(reasons)
