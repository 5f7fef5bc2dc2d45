"""The last screen of a run: the verdict first, then what to change, then where the bundle is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from rich.text import Text

from harness.checks.finding import Effect, Outcome, Severity
from harness.checks.outcome import ReasonCode
from harness.checks.verdict import Verdict
from harness.printable import one_line
from harness.report.reproduction import Reproduction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from harness.checks.finding import Finding
    from harness.checks.outcome import CheckOutcome
    from harness.checks.verdict import Judgement, Result

_STYLE: Final = {
    Verdict.ACCEPTED: "bold green",
    Verdict.REJECTED: "bold red",
    Verdict.INCONCLUSIVE: "bold yellow",
}
_MARK: Final = {
    Outcome.FAILED: ("✗", "red"),
    Outcome.ERROR: ("?", "yellow"),
    Outcome.NOT_EXERCISED: ("-", "yellow"),
    Outcome.WARNED: ("!", "yellow"),
}
_COUNTED: Final = ("failed", "error", "not exercised", "warned", "passed")
_HARMLESS: Final = {
    ReasonCode.NOT_APPLICABLE: "not applicable",
    ReasonCode.NOT_SELECTED: "left out with --only",
}
"""What is not exercised for a reason that nobody has to mend."""
_UNJUDGED: Final = {Outcome.ERROR, Outcome.NOT_EXERCISED}
"""Outcomes after which there is nothing to change in the plug-in; the reason says all."""
MAX_CHECKS: Final = 8
"""How many checks are told in full; more do not fit one screen."""
MAX_FINDINGS: Final = 2
"""How many findings of one check are told."""


class RunLabels(Struct, frozen=True, kw_only=True):
    """Names that the summary and the page show.

    Attributes:
        artifact: File name of the plug-in.
        plan: Name and version of the plan.
        bundle: Path of the bundle; empty when none was written.
        details: Where everything that is left out here can be read.
        seconds: Duration of the run.
        reproduction: How to run one check again; None when nobody can.
    """

    artifact: str
    plan: str
    bundle: str = ""
    details: str = ""
    seconds: float = 0.0
    reproduction: Reproduction | None = None


def render_summary(judgement: Judgement, labels: RunLabels) -> Text:
    """Render one screen; ``.plain`` of it is the text without colours."""
    told = notable(judgement.results)
    text = _headline(judgement, labels)
    for result in told[:MAX_CHECKS]:
        text.append_text(_check(result))
    if len(told) > MAX_CHECKS:
        rest = ", ".join(result.spec.id for result in told[MAX_CHECKS:])
        text.append(f"\nand {len(told) - MAX_CHECKS} more: {one_line(rest, 300)}\n")
    text.append_text(_footer(labels, again=bool(told)))
    return text


def notable(results: Sequence[Result]) -> list[Result]:
    """Pick what a person has to read: what decides first, then failures, then warnings.

    Checks that do not apply, or that nobody asked for, are counted only.
    """
    shown = [
        result
        for result in results
        if (result.leaves_open and result.outcome.code is not ReasonCode.NOT_SELECTED)
        or result.outcome.outcome in {Outcome.FAILED, Outcome.ERROR, Outcome.WARNED}
    ]
    return sorted(shown, key=_rank)


def _rank(result: Result) -> tuple[bool, bool, int, int]:
    kind = tuple(_MARK).index(result.outcome.outcome)
    weight = tuple(Severity).index(result.severity) if result.severity else len(Severity)
    return not result.rejects, not result.leaves_open, kind, weight


def counts_line(results: Iterable[Result]) -> str:
    """Count the outcomes, such as ``2 failed, 38 passed, 3 not applicable``."""
    counts = Counter(_kind(result.outcome) for result in results)
    words = (f"{counts[kind]} {kind}" for kind in (*_COUNTED, *_HARMLESS.values()) if counts[kind])
    return ", ".join(words) or "no checks"


def _kind(outcome: CheckOutcome) -> str:
    if outcome.outcome is Outcome.NOT_EXERCISED and outcome.code in _HARMLESS:
        return _HARMLESS[outcome.code]
    return outcome.outcome.replace("_", " ")


def _headline(judgement: Judgement, labels: RunLabels) -> Text:
    text = Text()
    text.append(judgement.verdict.upper(), style=_STYLE[judgement.verdict])
    text.append(f"  {one_line(labels.artifact)}", style="bold")
    text.append(f"  {one_line(labels.plan)}")
    took = f" in {labels.seconds:.0f} s" if labels.seconds else ""
    return text.append(f"\n{counts_line(judgement.results)}{took}\n")


def _check(result: Result) -> Text:
    mark, style = _MARK[result.outcome.outcome]
    weight = result.severity.value if result.severity else result.outcome.outcome.replace("_", " ")
    waived = " (waived)" if result.waiver else ""
    text = Text("\n")
    text.append(f"{mark} {result.spec.id}", style=f"bold {style}")
    text.append(f"  {weight}{waived}  {result.spec.title}\n")
    findings = [item for item in result.outcome.findings if item.effect is not Effect.NOTE]
    for finding in findings[:MAX_FINDINGS]:
        text.append_text(_finding(finding))
    if len(findings) > MAX_FINDINGS:
        text.append(f"    and {len(findings) - MAX_FINDINGS} more like it\n", style="dim")
    if result.outcome.reason:
        text.append_text(_row("reason", result.outcome.reason))
    if result.outcome.outcome in _UNJUDGED:
        return text
    text.append_text(_row("why", result.spec.requirement))
    return text.append_text(_row("change", result.spec.suggestion))


def _finding(finding: Finding) -> Text:
    text = _row("what", finding.summary)
    for label, value in (("where", finding.where), ("seen", finding.seen)):
        if value:
            text.append_text(_row(label, value))
    return text


def _row(label: str, value: str) -> Text:
    return Text().append(f"    {label:<7}", style="dim").append(f"{one_line(value)}\n")


def _footer(labels: RunLabels, *, again: bool) -> Text:
    text = Text("\n")
    if again and labels.reproduction is not None:
        text.append(f"Again    {one_line(labels.reproduction.command('CHECK'), 500)}\n")
    if labels.bundle:
        text.append(f"Bundle   {one_line(labels.bundle)}\n")
    if labels.details:
        text.append(f"Details  {one_line(labels.details)}\n")
    return text
