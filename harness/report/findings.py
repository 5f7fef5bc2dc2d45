"""Everything that a run found, with its evidence, for programs: ``results/findings.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from harness.checks.outcome import severity_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.checks import CheckOutcome, Finding
    from harness.checks.outcome import OwnOutcome
    from harness.checks.verdict import Judgement, Result
    from harness.report.reproduction import Reproduction


def render_findings(judgement: Judgement, reproduction: Reproduction) -> bytes:
    """Write every check with what it covered, measured and found, and how to repeat it."""
    document = {
        "seed": reproduction.seed,
        "plan": reproduction.plan,
        "verdict": judgement.verdict,
        "checks": [_check(result, reproduction) for result in judgement.results],
    }
    return _json(document)


def render_own(outcomes: Iterable[OwnOutcome]) -> bytes:
    """Write what became of the partner's own tests: ``own/outcomes.json``, no part of a verdict."""
    return _json([msgspec.structs.asdict(each) for each in outcomes])


def coverage_text(outcome: CheckOutcome) -> str:
    """What a check looked at, such as ``42 finders, 7 workflows``."""
    return ", ".join(f"{item.count} {item.text}" for item in outcome.covered)


def _check(result: Result, reproduction: Reproduction) -> dict[str, Any]:
    spec, outcome = result.spec, result.outcome
    return {
        "check": spec.ref,
        "title": spec.title,
        "level": result.level,
        "outcome": outcome.outcome,
        "severity": result.severity,
        "waived": result.waiver is not None,
        "reason": outcome.reason,
        "code": outcome.code,
        "attempts": [attempt.outcome for attempt in result.attempts],
        "covered": outcome.covered,
        "measured": outcome.measured,
        "findings": [_finding(finding, result) for finding in outcome.findings],
        "requirement": spec.requirement,
        "remedy": spec.suggestion,
        "reproduce": reproduction.command(spec.id),
    }


def _finding(finding: Finding, result: Result) -> dict[str, Any]:
    facts = msgspec.structs.asdict(finding)
    del facts["check"]
    return {**facts, "severity": severity_of(finding, result.spec)}


def _json(document: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document, order="deterministic"), indent=2)
