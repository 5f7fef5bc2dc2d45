"""CTRF reports: one folded from the judgement, and the plug-in's own without host details."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from harness.bundle import strict_json
from harness.bundle.agreement import MAX_REPORT, TAG
from harness.checks.finding import Outcome
from harness.errors import HarnessError
from harness.printable import printable
from harness.report.junit import finding_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from harness.checks.verdict import Result

_STATUS: Final = {
    Outcome.PASSED: "passed",
    Outcome.WARNED: "passed",
    Outcome.FAILED: "failed",
    Outcome.ERROR: "failed",
    Outcome.NOT_EXERCISED: "skipped",
}
_STATUSES: Final = ("passed", "failed", "skipped", "pending", "other")
_KEPT_ENVIRONMENT: Final = ("osPlatform",)


def render_ctrf(
    results: Sequence[Result], *, started: datetime, finished: datetime, version: str
) -> bytes:
    """Write one test for each check, tagged with the check (https://ctrf.io, schema 1.0.0)."""
    tests = [_test(result) for result in results]
    counts = {name: sum(test["status"] == name for test in tests) for name in _STATUSES}
    times = {
        "start": int(started.timestamp() * 1000),
        "stop": int(finished.timestamp() * 1000),
    }
    report = {
        "reportFormat": "CTRF",
        "specVersion": "1.0.0",
        "results": {
            "tool": {"name": "vroaccept", "version": version},
            "summary": {"tests": len(tests), **counts, **times},
            "tests": tests,
        },
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=2)


def _test(result: Result) -> dict[str, Any]:
    outcome = result.outcome
    test: dict[str, Any] = {
        "name": outcome.ref,
        "status": _STATUS[outcome.outcome],
        "rawStatus": outcome.outcome.value,
        "duration": round(outcome.ms),
        "tags": [TAG + outcome.ref],
    }
    message = "\n".join(finding_lines(result)) or printable(outcome.reason)
    return {**test, "message": message} if message else test


def scrub_ctrf(data: bytes) -> bytes:
    """Keep of the environment of a CTRF report only the platform's family.

    Kernel release and build variables identify the partner's machine and network.

    Raises:
        HarnessError: It is not JSON, or no CTRF report.
    """
    try:
        report = strict_json.decode(data, max_bytes=MAX_REPORT, floats=True)
        environment = report["results"].pop("environment", {})
        kept = {key: environment[key] for key in _KEPT_ENVIRONMENT if key in environment}
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise HarnessError(f"the CTRF report is broken: {exc!r}") from exc
    if kept:
        report["results"]["environment"] = kept
    return msgspec.json.format(msgspec.json.encode(report), indent=2)
