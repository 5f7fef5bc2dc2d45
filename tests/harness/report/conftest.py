from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from harness.checks import CheckSpec, Effect, Finding, Need, Outcome, Severity
from harness.checks.outcome import CheckOutcome, ReasonCode
from harness.checks.plan import Level
from harness.checks.verdict import Judgement, Result, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable


def spec(check: str) -> CheckSpec:
    return CheckSpec(
        id=check,
        version="1.0",
        title=f"Title of {check}",
        severity=Severity.MAJOR,
        requirement=f"Guide on {check}",
        help="Look there.",
        suggestion=f"Change {check}.",
        needs=(Need.STATIC,),
    )


def build(
    check: str,
    outcome: Outcome,
    *findings: Finding,
    code: ReasonCode = ReasonCode.NONE,
    reason: str = "",
    level: Level = Level.MANDATORY,
) -> Result:
    return Result(
        spec=spec(check),
        level=level,
        severity=Severity.MAJOR if outcome is Outcome.FAILED else None,
        outcome=CheckOutcome(
            check=check,
            version="1.0",
            outcome=outcome,
            findings=findings,
            code=code,
            reason=reason,
            ms=1500.0,
        ),
    )


@pytest.fixture
def result() -> Callable[..., Result]:
    return build


@pytest.fixture
def judgement() -> Judgement:
    """One check of each outcome, with hostile texts from the plug-in."""
    evil = Finding(
        check="pkg.bad",
        effect=Effect.FAIL,
        summary="bad \x1b[31m<script>alert(1)</script>\u202e",
        where="VSO-INF/vso.xml:3",
        expected="good",
        seen="${project.version}",
        rule="V13",
    )
    other = Finding(check="pkg.bad", effect=Effect.FAIL, summary="also", rule="D38")
    note = Finding(check="pkg.bad", effect=Effect.NOTE, summary="only a note", rule="N1")
    warning = Finding(check="pkg.odd", effect=Effect.WARN, summary="odd")
    results = (
        build("pkg.fine", Outcome.PASSED),
        build("pkg.odd", Outcome.WARNED, warning, level=Level.RECOMMENDED),
        build("pkg.dead", Outcome.ERROR, code=ReasonCode.TIMEOUT, reason="took \x00 too long"),
        build("pkg.none", Outcome.NOT_EXERCISED, code=ReasonCode.NOT_APPLICABLE, reason="no x"),
        build("pkg.bad", Outcome.FAILED, evil, other, note),
    )
    return Judgement(verdict=Verdict.REJECTED, reasons=(), results=results)
