"""From the judgement of a run to the outcomes that are signed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.bundle import CheckResult
from harness.bundle.outcomes import raised_code
from harness.checks.finding import Effect, Outcome
from harness.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.checks.outcome import CheckOutcome
    from harness.checks.verdict import Result

_MAX_CODE: Final = 200


def check_results(results: Iterable[Result]) -> tuple[CheckResult, ...]:
    """Reduce results to what the bundle keeps of each check.

    The reason code of a failure or warning is the rules behind it, after the severity when it is
    worse than the check's own; two honest runs agree on them, which they need not on texts and
    counts.
    """
    return tuple(_result(result) for result in results)


def _result(result: Result) -> CheckResult:
    outcome = result.outcome
    judged = outcome.outcome in {Outcome.PASSED, Outcome.WARNED, Outcome.FAILED}
    return CheckResult(
        check=outcome.check,
        version=outcome.version,
        outcome=outcome.outcome,
        reason_code=_findings(result) if judged else outcome.code.value,
        reason="" if judged else one_line(outcome.reason, 1000),
    )


def _findings(result: Result) -> str:
    raised = (raised_code(result.raised),) if result.raised else ()
    return "+".join((*raised, *_rules(result.outcome)))[:_MAX_CODE]


def _rules(outcome: CheckOutcome) -> list[str]:
    effects = {Outcome.FAILED: Effect.FAIL, Outcome.WARNED: Effect.WARN}
    wanted = effects.get(outcome.outcome)
    rules = {item.rule for item in outcome.findings if item.effect is wanted and item.rule}
    return sorted(re.sub(r"[^A-Za-z0-9.:_-]", "-", rule) for rule in rules)
