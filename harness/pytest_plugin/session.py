"""One process that runs checks: what it shares, and what becomes of each check."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec
import pytest

from harness.checks import CheckOutcome, JournalWriter, Need, Outcome, ReasonCode
from harness.checks.journal import CheckDeferred, CheckStarted
from harness.checks.registry import area_of
from harness.errors import HarnessError
from harness.pytest_plugin.judging import Judge
from harness.pytest_plugin.own import AREA, judged, own_outcome
from harness.pytest_plugin.remains import Aftermath
from harness.pytest_plugin.staging import Staging
from harness.pytest_plugin.stop import (
    JudgedFailure,
    NeedMissingError,
    NotExercisedError,
    StageLostError,
)
from mockvro.errors import MockvroError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.checks import CheckSpec
    from harness.checks.outcome import OwnOutcome
    from harness.settings import RunSettings

_TIMEOUT_MARK = "Timeout (>"
"""How the message of pytest-timeout begins."""


class CheckSession:
    """Shares stages between checks and journals what becomes of them."""

    def __init__(self, settings: RunSettings) -> None:
        self.settings = settings
        self.staging = Staging(settings)
        self._journal = JournalWriter(settings.journal)
        self._judge: Judge | None = None
        self._journalled = False
        self._begin = 0.0

    def begin(self, spec: CheckSpec, *, journalled: bool) -> Judge:
        """Start a check.

        Raises:
            NeedMissingError: Something that it needs is not there.
        """
        self._judge = Judge(spec)
        self._journalled = journalled
        self._begin = time.perf_counter()
        if journalled:
            self._journal.append(
                CheckStarted(check=spec.id, version=spec.version, attempt=self.settings.attempt)
            )
        for need in spec.needs:
            self._require(need)
        return self._judge

    @property
    def judging(self) -> bool:
        """Whether a check is running."""
        return self._judge is not None

    @property
    def area(self) -> str:
        """Area of the running check, which names its stage."""
        return AREA if judged(self.judge) else area_of(self.judge.spec.id)

    def defer(self, checks: Iterable[str]) -> None:
        """Journal that checks wait for other processes."""
        for check in checks:
            self._journal.append(CheckDeferred(check=check, attempt=self.settings.attempt))

    def note(self, outcome: OwnOutcome) -> None:
        """Journal what became of a test of the partner's own."""
        self._journal.append(outcome)

    @property
    def judge(self) -> Judge:
        """The judge of the running check."""
        if self._judge is None:
            raise HarnessError(
                "the fixture 'judge' belongs to a check", advice="decorate the test with @check"
            )
        return self._judge

    def aftermath(self) -> Aftermath:
        """End all stages and give what is left of them."""
        self.staging.close_all()
        return Aftermath(self.staging.folder, self.staging.case, self.settings.secrets)

    def end(self, exception: BaseException | None) -> CheckOutcome | None:
        """Journal the outcome of the running check, once.

        Args:
            exception: What ended the check; None when it ran to its end.
        """
        judge, self._judge = self._judge, None
        if judge is None:
            return None
        outcome = self._outcome(judge, exception)
        timed_out = outcome.code is ReasonCode.TIMEOUT
        area = AREA if judged(judge) else area_of(judge.spec.id)
        loss = self.staging.after_check(area, discard=timed_out)
        if loss and outcome.outcome in (Outcome.PASSED, Outcome.WARNED):
            outcome = msgspec.structs.replace(
                outcome, outcome=Outcome.ERROR, reason=loss, code=ReasonCode.DIED
            )
        if judged(judge):
            self.note(own_outcome(outcome, exception))
        elif self._journalled:
            self._journal.append(outcome)
        self.staging.close_own()
        return outcome

    def _outcome(self, judge: Judge, exception: BaseException | None) -> CheckOutcome:
        ms, attempt = (time.perf_counter() - self._begin) * 1000, self.settings.attempt
        if isinstance(exception, StageLostError) and judge.failing:
            judge.note(f"the check was cut short: {exception}")
            exception = None
        if exception is None or isinstance(exception, JudgedFailure):
            return judge.conclude(ms=ms, attempt=attempt)
        outcome, reason, code = classify(exception)
        return judge.give_up(outcome, reason, code, ms=ms, attempt=attempt)

    def _require(self, need: Need) -> None:
        if need is Need.BACKEND and self.staging.case.backend is None:
            raise NeedMissingError("the case has no [backend]")
        if need is Need.OBSERVATIONS and not self.staging.supply.provider.simulated:
            raise NeedMissingError("the Orchestrator tells no observations")
        if need is Need.PREVIOUS_VERSION:
            self.staging.submitted.previous  # noqa: B018 - raises when there is none
        if need is Need.CLUSTER:
            raise NeedMissingError("the Orchestrator has one node only")


def classify(exception: BaseException) -> tuple[Outcome, str, ReasonCode]:
    """Say what an exception out of a check means; anything unforeseen is our error."""
    if isinstance(exception, NotExercisedError):
        return Outcome.NOT_EXERCISED, exception.reason, exception.code
    if isinstance(exception, pytest.skip.Exception):
        return Outcome.NOT_EXERCISED, str(exception.msg), ReasonCode.NEED_MISSING
    text = " ".join(str(exception).split())
    if isinstance(exception, StageLostError):
        return Outcome.ERROR, text, ReasonCode.DIED
    if isinstance(exception, pytest.fail.Exception) and text.startswith(_TIMEOUT_MARK):
        return Outcome.ERROR, "the check did not end in time", ReasonCode.TIMEOUT
    if isinstance(exception, HarnessError | MockvroError):
        return Outcome.ERROR, text, ReasonCode.EXCEPTION
    return Outcome.ERROR, f"{type(exception).__name__}: {text}", ReasonCode.EXCEPTION
