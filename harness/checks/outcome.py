"""What is known about one check after it ran once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from harness.checks.finding import Effect, Finding, Outcome, Severity

if TYPE_CHECKING:
    from harness.checks.spec import CheckSpec

_ORDER = (Severity.INFO, Severity.MINOR, Severity.MAJOR, Severity.BLOCKER)


class ReasonCode(StrEnum):
    """Why a check came to no judgement; stable, part of ``outcomes.json``.

    Only ``not-applicable`` says that there is nothing to judge: the submission has nothing that
    the check looks at. With every other code a mandatory check leaves the verdict open.
    """

    NONE = ""
    NOT_APPLICABLE = "not-applicable"
    NEED_MISSING = "need-missing"
    NOTHING_COVERED = "nothing-covered"
    PLUGIN_NOT_LOADED = "plugin-not-loaded"
    NOT_SELECTED = "not-selected"
    NOT_RUN = "not-run"
    MIXED = "mixed-results"
    TIMEOUT = "timeout"
    EXCEPTION = "exception"
    DIED = "process-died"


class Coverage(Struct, frozen=True):
    """What a check looked at: a text such as ``finders``, and how many of them."""

    text: str
    count: int = 1


class Measurement(Struct, frozen=True, kw_only=True):
    """What a check measured against a limit; the worst of several values of one name.

    Attributes:
        name: What was measured.
        value: The worst value.
        unit: Its unit.
        limit: What it may be at most.
        documented: Whether the limit is one of the product or the case; others only warn.
        count: How many values there were.
        where: Place of the worst one.
    """

    name: str
    value: float
    unit: str
    limit: float
    documented: bool
    count: int = 1
    where: str = ""

    @property
    def kept(self) -> bool:
        """Whether the limit was kept."""
        return self.value <= self.limit

    def __str__(self) -> str:
        mark = "" if self.documented else "†"
        return f"{self.name} {self.value:.4g} {self.unit} (limit {self.limit:.4g}{mark})"


class CheckOutcome(Struct, frozen=True, kw_only=True, tag_field="kind", tag="outcome"):
    """One check, run once.

    Attributes:
        check: Check id.
        version: Version of the check.
        outcome: The outcome.
        findings: What was found, notes included.
        covered: What was looked at.
        measured: What was measured.
        reason: Why there is no judgement, one line; empty for passed, warned and failed.
        code: The same as a stable code.
        ms: Wall time, milliseconds.
        attempt: 1 for the first run, higher when a finding is reproduced in a fresh process.
    """

    check: str
    version: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    covered: tuple[Coverage, ...] = ()
    measured: tuple[Measurement, ...] = ()
    reason: str = ""
    code: ReasonCode = ReasonCode.NONE
    ms: float = 0.0
    attempt: int = 1

    @property
    def ref(self) -> str:
        """``id@version``."""
        return f"{self.check}@{self.version}"


class OwnOutcome(Struct, frozen=True, kw_only=True, tag_field="kind", tag="own"):
    """What became of a test of the partner's own; no plan knows it, no verdict counts it.

    Attributes:
        test: ``own/<file>/<function>``.
        outcome: The outcome.
        findings: What was found; their ``check`` is :attr:`test`.
        covered: What was looked at.
        measured: What was measured.
        reason: Why there is no judgement, or what the failed assertion said.
        ms: Wall time, milliseconds.
    """

    test: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    covered: tuple[Coverage, ...] = ()
    measured: tuple[Measurement, ...] = ()
    reason: str = ""
    ms: float = 0.0


def severity_of(finding: Finding, spec: CheckSpec) -> Severity:
    """How bad a finding is: its own severity, else that of its check."""
    return finding.severity or spec.severity


def is_worse(severity: Severity, other: Severity) -> bool:
    """Whether one severity is higher than another."""
    return _ORDER.index(severity) > _ORDER.index(other)


def worst_failure(findings: tuple[Finding, ...], spec: CheckSpec) -> Severity | None:
    """The highest severity among the failing findings; None without any."""
    failing = [severity_of(finding, spec) for finding in findings if finding.effect is Effect.FAIL]
    return max(failing, key=_ORDER.index, default=None)
