"""What a check says while it looks at the plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from msgspec import structs

from harness.checks import (
    CheckOutcome,
    CheckSpec,
    Coverage,
    Effect,
    Finding,
    Measurement,
    Outcome,
    ReasonCode,
    Severity,
    outcome_of,
)
from harness.pytest_plugin.stop import NotExercisedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_FINDINGS = 50
"""Findings kept per check; the rest is counted, because the thousandth tells nothing new."""


class Judge:
    """Collects the findings and the coverage of one check."""

    def __init__(self, spec: CheckSpec) -> None:
        self.spec = spec
        self._findings: list[Finding] = []
        self._dropped = 0
        self._covered: dict[str, int] = {}
        self._measured: dict[str, Measurement] = {}

    def fail(self, summary: str, **facts: Any) -> None:
        """File a misbehaviour; keywords are the fields of :class:`~harness.checks.Finding`."""
        severity = facts.get("severity") or self.spec.severity
        effect = Effect.WARN if severity is Severity.INFO else Effect.FAIL
        self._add(Finding(check=self.spec.id, effect=effect, summary=summary, **facts))

    def warn(self, summary: str, **facts: Any) -> None:
        """File a doubt: reported, never rejecting."""
        self._add(Finding(check=self.spec.id, effect=Effect.WARN, summary=summary, **facts))

    def note(self, summary: str, **facts: Any) -> None:
        """File a remark that does not change the outcome."""
        self._add(Finding(check=self.spec.id, effect=Effect.NOTE, summary=summary, **facts))

    def covered(self, text: str, count: int = 1) -> None:
        """Say what was looked at; a check that covered nothing is not exercised."""
        self._covered[text] = self._covered.get(text, 0) + count

    def measure(
        self, name: str, value: float, unit: str, limit: float, *, documented: bool, where: str = ""
    ) -> bool:
        """Compare a measurement with a limit; the worst value of each name is kept.

        Beyond a documented limit it fails, beyond half of one it warns; a limit of ours only warns
        (``reference/misbehaviours.md``, "Thresholds"). The worst value is judged when the check
        ends, once for each name.

        Args:
            name: What is measured, such as ``findAll``.
            value: The measurement.
            unit: Its unit.
            limit: What it may be at most.
            documented: Whether the product's documentation or the case names the limit.
            where: Place in the plug-in.

        Returns:
            Whether the limit was kept.
        """
        known = self._measured.get(name)
        new = Measurement(
            name=name, value=value, unit=unit, limit=limit, documented=documented, where=where
        )
        if known is not None:
            worst = max(known, new, key=_excess)
            self._measured[name] = structs.replace(worst, count=known.count + 1)
        else:
            self._measured[name] = new
        return new.kept

    @property
    def measured(self) -> tuple[Measurement, ...]:
        """The worst measurement of each name."""
        return tuple(self._measured.values())

    def take(self, findings: Iterable[Finding]) -> None:
        """Take over the findings of this check from an inspection."""
        for finding in findings:
            if finding.check == self.spec.id:
                self._add(finding)

    def not_exercised(self, reason: str, code: ReasonCode = ReasonCode.NOT_APPLICABLE) -> NoReturn:
        """End the check without a judgement.

        By default because the submission has nothing to look at, which keeps nobody from being
        accepted; with any other code the verdict stays open.

        Raises:
            NotExercisedError: Always.
        """
        raise NotExercisedError(reason, code)

    @property
    def failing(self) -> bool:
        """Whether a failing finding was filed."""
        return any(finding.effect is Effect.FAIL for finding in self.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was filed, worst first; a note counts what was dropped."""
        order = (Effect.FAIL, Effect.WARN, Effect.NOTE)
        kept = sorted(
            (*self._findings, *self._breaches()), key=lambda finding: order.index(finding.effect)
        )
        if self._dropped:
            more = f"{self._dropped} more findings of the same kind"
            kept.append(Finding(check=self.spec.id, effect=Effect.NOTE, summary=more))
        return tuple(kept)

    def conclude(self, *, ms: float, attempt: int) -> CheckOutcome:
        """Fold what was filed into the outcome of a check that ran to its end."""
        outcome, reason, code = outcome_of(self.findings), "", ReasonCode.NONE
        if outcome is Outcome.PASSED and not any(self._covered.values()):
            outcome, code = Outcome.NOT_EXERCISED, self._nothing()
            reason = "the check found nothing to look at"
        return self.give_up(outcome, reason, code, ms=ms, attempt=attempt)

    def give_up(
        self, outcome: Outcome, reason: str, code: ReasonCode, *, ms: float, attempt: int
    ) -> CheckOutcome:
        """Make the outcome of a check that was cut short; what it filed is kept."""
        return CheckOutcome(
            check=self.spec.id,
            version=self.spec.version,
            outcome=outcome,
            findings=self.findings,
            measured=self.measured,
            covered=tuple(Coverage(text, count) for text, count in self._covered.items() if count),
            reason=reason,
            code=code,
            ms=round(ms, 1),
            attempt=attempt,
        )

    def _breaches(self) -> Iterator[Finding]:
        """Findings about the measurements that are too large."""
        for each in self._measured.values():
            if each.documented and each.kept and each.value <= each.limit / 2:
                continue
            if not each.documented and each.kept:
                continue
            fails = each.documented and not each.kept and self.spec.severity is not Severity.INFO
            yield Finding(
                check=self.spec.id,
                effect=Effect.FAIL if fails else Effect.WARN,
                summary=_breach(each),
                where=each.where,
                expected=f"at most {each.limit:g} {each.unit}",
                seen=f"{each.value:.4g} {each.unit}, the worst of {each.count}",
                evidence={"measurement": structs.asdict(each)},
            )

    def _nothing(self) -> ReasonCode:
        """What covering nothing means: reading a file is complete, driving a plug-in never is."""
        return ReasonCode.NOTHING_COVERED if self.spec.dynamic else ReasonCode.NOT_APPLICABLE

    def _add(self, finding: Finding) -> None:
        if len(self._findings) < MAX_FINDINGS:
            self._findings.append(finding)
        else:
            self._dropped += 1


def _excess(measured: Measurement) -> tuple[float, float]:
    """How bad it is; two that are far below the limit differ by less than the difference tells."""
    return measured.value - measured.limit, measured.value


def _breach(measured: Measurement) -> str:
    if measured.kept:
        return f"{measured.name} takes more than half of the documented limit"
    kind = "documented" if measured.documented else "usual"
    return f"{measured.name} is beyond the {kind} limit"
