"""Tests of the partner's own: the same fixtures, outcomes in a namespace of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from harness.checks import CheckOutcome, CheckSpec, Need, Outcome, ReasonCode, Severity
from harness.checks.outcome import OwnOutcome

if TYPE_CHECKING:
    from harness.pytest_plugin.judging import Judge

AREA = "own"
_REASON = 2000


def name_of(item: pytest.Item) -> str:
    """``own/<file>/<function>``, as reports call it."""
    file, _, rest = item.nodeid.partition("::")
    return f"{AREA}/{file.removesuffix('.py')}/{rest.replace('::', '/')}"


def spec_of_own(item: pytest.Item) -> CheckSpec:
    """Declare a test as if it were a check; no plan knows it."""
    text = (getattr(getattr(item, "function", None), "__doc__", None) or "").strip()
    return CheckSpec(
        id=name_of(item),
        version="1.0",
        title=text.partition("\n")[0] or item.name,
        severity=Severity.MAJOR,
        requirement="a test of the partner's own",
        help="",
        suggestion="",
        needs=(Need.JVM,),
    )


def own_outcome(outcome: CheckOutcome, exception: BaseException | None) -> OwnOutcome:
    """Say what became of a test; unlike a check it passes without telling what it covered."""
    kind, reason = outcome.outcome, outcome.reason
    if outcome.code is ReasonCode.NOTHING_COVERED:
        kind, reason = Outcome.PASSED, ""
    elif kind is Outcome.ERROR and isinstance(exception, AssertionError | pytest.fail.Exception):
        if outcome.code is not ReasonCode.TIMEOUT:
            kind = Outcome.FAILED
        reason = str(exception)[:_REASON] or "an assertion does not hold"
    return OwnOutcome(
        test=outcome.check,
        outcome=kind,
        findings=outcome.findings,
        covered=outcome.covered,
        measured=outcome.measured,
        reason=reason,
        ms=outcome.ms,
    )


def collection_error(report: pytest.CollectReport) -> OwnOutcome:
    """Say that a file of tests cannot be used."""
    return OwnOutcome(
        test=f"{AREA}/{report.nodeid.removesuffix('.py') or 'collection'}",
        outcome=Outcome.ERROR,
        reason=" ".join(str(report.longrepr)[-_REASON:].split()),
    )


def judged(judge: Judge) -> bool:
    """Whether a judge belongs to a test of the partner's own."""
    return judge.spec.id.startswith(f"{AREA}/")
