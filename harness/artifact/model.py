"""What inspecting a submission gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Protocol

from msgspec import Struct

from harness.artifact.classes import ClassIndex
from harness.artifact.digests import Digests
from harness.artifact.words import announced
from harness.checks.finding import Effect, Finding, Outcome, outcome_of
from harness.checks.outcome import ReasonCode
from harness.errors import CannotJudgeError
from mockvro.content.descriptor import Descriptor

if TYPE_CHECKING:
    from collections.abc import Iterable


class Recorder(Protocol):
    """The part of a suite's judge that folding needs (``harness.pytest_plugin.Judge``)."""

    def take(self, findings: Iterable[Finding]) -> None:
        """Record findings."""

    def covered(self, text: str, count: int) -> None:
        """Record what was looked at."""

    def not_exercised(self, reason: str, code: ReasonCode) -> NoReturn:
        """End the check without judgement."""


class PackageSummary(Struct, frozen=True, kw_only=True):
    """A content package: where it lies, its name, how many elements it has."""

    entry: str
    name: str
    elements: int


class DarSummary(Struct, frozen=True, kw_only=True):
    """One dar of the submission; ``descriptor`` is ``None`` when the product would refuse it."""

    file: str
    digests: Digests
    descriptor: Descriptor | None
    jars: tuple[str, ...]
    packages: tuple[PackageSummary, ...]


class Artifact(Struct, frozen=True, kw_only=True):
    """The submitted file; ``kind`` is ``dar``, ``vmoapp`` or ``unreadable``."""

    name: str
    kind: str
    digests: Digests
    dars: tuple[DarSummary, ...]

    @property
    def main(self) -> DarSummary | None:
        """The first dar with a usable descriptor."""
        return next((dar for dar in self.dars if dar.descriptor is not None), None)


class Skipped(Struct, frozen=True):
    """A check that could not look at what it judges.

    Attributes:
        check: Check id.
        reason: Why.
        unable: The thing is there, but we cannot read it: ``error`` rather than ``not_exercised``.
        beside: The question does not arise, which keeps nobody from being accepted.
    """

    check: str
    reason: str
    unable: bool = False
    beside: bool = False


class Covered(Struct, frozen=True):
    """What a check looked at: how many of what."""

    check: str
    count: int
    what: str

    def __str__(self) -> str:
        return f"{self.count} {self.what}"


class Inspection(Struct, frozen=True, kw_only=True):
    """Everything that can be said without running the plug-in.

    Attributes:
        findings: In the order of the rules.
        covered: What was looked at, one or more entries per check.
        skipped: Checks that lacked what they look at.
        classes: The class index of the first usable dar.
        notes: Lines of the release notes, in lower case.
        manual: Lines of the other documents, in lower case; None without documents.
        unreadable: Documents whose format we cannot read.
    """

    artifact: Artifact
    findings: tuple[Finding, ...]
    covered: tuple[Covered, ...]
    skipped: tuple[Skipped, ...]
    classes: ClassIndex | None
    notes: tuple[str, ...] = ()
    manual: tuple[str, ...] | None = None
    unreadable: tuple[str, ...] = ()

    def announces(self, *names: str) -> bool:
        """Whether the release notes say that something of one of these names has changed."""
        return any(announced(name, self.notes) for name in names)

    def of(self, check: str) -> tuple[Finding, ...]:
        """Findings of one check."""
        return tuple(finding for finding in self.findings if finding.check == check)

    def coverage(self, check: str) -> tuple[Covered, ...]:
        """What one check looked at; nothing at all means that it judged nothing."""
        return tuple(each for each in self.covered if each.check == check and each.count)

    def skip(self, check: str) -> Skipped | None:
        """Why a check could not judge, or only in part."""
        return next((each for each in self.skipped if each.check == check), None)

    @property
    def checks(self) -> tuple[str, ...]:
        """Checks that judged something, in order."""
        judged: Iterable[str] = (each.check for each in self.covered if each.count)
        found = (finding.check for finding in self.findings)
        return tuple(dict.fromkeys((*judged, *found)))

    def outcome(self, check: str) -> Outcome:
        """Outcome of one check, as the suites fold it."""
        findings = self.of(check)
        skip = self.skip(check)
        folded = outcome_of(findings)
        if folded is Outcome.FAILED or (self.coverage(check) and skip is None):
            return folded
        if skip is not None and skip.unable:
            return Outcome.ERROR
        return folded if self.coverage(check) and skip is None else Outcome.NOT_EXERCISED

    def report(self, check: str, judge: Recorder) -> None:
        """Tell a suite's judge what was found about one check, and what was looked at.

        Raises:
            CannotJudgeError: What the check judges is there, but we cannot read it.
        """
        judge.take(self.of(check))
        for each in self.coverage(check):
            judge.covered(each.what, each.count)
        skip = self.skip(check)
        if skip is None or self.outcome(check) is Outcome.FAILED:
            return
        if skip.unable:
            raise CannotJudgeError(skip.reason, where=check)
        code = ReasonCode.NOT_APPLICABLE if skip.beside else ReasonCode.NEED_MISSING
        judge.not_exercised(skip.reason, code)

    @property
    def failed(self) -> bool:
        """Whether any finding fails its check."""
        return any(finding.effect is Effect.FAIL for finding in self.findings)
