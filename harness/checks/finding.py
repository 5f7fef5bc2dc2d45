"""What a check can say: an outcome, and findings with evidence.

Outcomes are a closed set (guide ``design.md``, "What flows"): ``failed`` is the plug-in's fault,
``error`` means that we could not judge, ``not_exercised`` that nothing was touched. Neither of the
last two ever counts as a pass.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from msgspec import Struct, field


class Outcome(StrEnum):
    """The result of one check."""

    PASSED = "passed"
    WARNED = "warned"
    FAILED = "failed"
    ERROR = "error"
    NOT_EXERCISED = "not_exercised"


class Severity(StrEnum):
    """How bad a *failed* outcome is (``reference/misbehaviours.md``, "Severity")."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


class Effect(StrEnum):
    """What one finding does to the outcome of its check."""

    FAIL = "fail"
    WARN = "warn"
    NOTE = "note"


class Finding(Struct, frozen=True, kw_only=True):
    """One observed misbehaviour.

    Attributes:
        check: Check id, such as ``inv.id-not-roundtrip``.
        effect: Whether it fails, warns, or is only noted.
        summary: What is wrong, one line, in the plug-in author's words.
        where: Place inside the plug-in: entry, type and id, method, workflow.
        expected: What a well-behaved plug-in does.
        seen: What this one did.
        rule: Id of the format rule behind it (``D38``, ``V13``), empty if none.
        severity: Overrides the severity of the check, for its conditional cases.
        evidence: Machine-readable facts: measurements, stacks, call ids.
    """

    check: str
    effect: Effect
    summary: str
    where: str = ""
    expected: str = ""
    seen: str = ""
    rule: str = ""
    severity: Severity | None = None
    evidence: dict[str, Any] = field(default_factory=dict)


def outcome_of(findings: tuple[Finding, ...]) -> Outcome:
    """Fold findings into the outcome of their check; notes do not count."""
    effects = {finding.effect for finding in findings}
    if Effect.FAIL in effects:
        return Outcome.FAILED
    return Outcome.WARNED if Effect.WARN in effects else Outcome.PASSED
