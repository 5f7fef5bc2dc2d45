"""The attempts of a run: start processes, follow the journal, survive whatever happens to them."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from harness.checks import (
    CheckOutcome,
    JournalTail,
    JournalWriter,
    Outcome,
    ReasonCode,
    outcomes_in,
    read_journal,
)
from harness.checks.journal import AttemptEnded, CheckStarted, unfinished
from harness.checks.registry import spec_of
from harness.errors import CannotJudgeError
from harness.run.process import CheckProcess, suites_folder
from harness.settings import RunSettings

if TYPE_CHECKING:
    from harness.checks.journal import Event
    from harness.run.request import RunFolder, RunRequest

_POLL_SECONDS = 0.05
_GRACE_SECONDS = 60.0
_MAX_RESTARTS = 5
_PYTEST_FINISHED = frozenset({0, 1})
_TAIL = 400


class Progress(Protocol):
    """Hears what happens, as it happens."""

    def attempt(self, number: int, checks: tuple[str, ...]) -> None:
        """Say that an attempt begins, and with which checks."""

    def event(self, event: Event) -> None:
        """Say what was journalled."""


def execute(
    request: RunRequest, folder: RunFolder, progress: Progress, *, suites: Path | None = None
) -> tuple[CheckOutcome, ...]:
    """Run the checks; reproduce each finding of a running plug-in in fresh processes.

    Args:
        request: What to run; it has been validated.
        folder: Its folder, created.
        progress: Hears what happens.
        suites: Folder of the suites; the installed ones without it.

    Returns:
        Every outcome of every attempt. A check that never ran has none.

    Raises:
        CannotJudgeError: No check came to an outcome.
        HarnessError: The journal cannot be kept.
    """
    end = time.monotonic() + request.total_seconds
    engine = _Engine(request, folder, progress, end, suites or suites_folder())
    engine.attempt(1, request.checks)
    if not engine.outcomes(1):
        raise CannotJudgeError(
            f"no check came to an outcome: {engine.last_words()}", where=str(folder.logs)
        )
    for number in range(2, request.attempts + 1):
        failing = engine.still_failing()
        if not failing or time.monotonic() > end:
            break
        engine.attempt(number, failing)
    return outcomes_in(read_journal(folder.journal))


class _Engine:
    """The attempts of one run."""

    def __init__(
        self, request: RunRequest, folder: RunFolder, progress: Progress, end: float, suites: Path
    ) -> None:
        self._request = request
        self._folder = folder
        self._progress = progress
        self._end = end
        self._suites = suites
        self._journal = JournalWriter(folder.journal)
        self._tail = JournalTail(folder.journal)
        self._running: tuple[CheckStarted, float] | None = None

    def attempt(self, number: int, checks: tuple[str, ...]) -> None:
        """Run some checks once; a process that dies costs the check that it was in."""
        self._progress.attempt(number, checks)
        remaining, note = checks, ""
        for _ in range(_MAX_RESTARTS):
            before = remaining
            note = self._process(number, before)
            remaining = self._remaining(number, checks)
            over = time.monotonic() > self._end or remaining == before
            if not note or not remaining or over:
                break
        if note:
            self._give_up(number, remaining, note)

    def outcomes(self, number: int) -> tuple[CheckOutcome, ...]:
        """The outcomes of one attempt so far."""
        found = outcomes_in(read_journal(self._folder.journal))
        return tuple(outcome for outcome in found if outcome.attempt == number)

    def still_failing(self) -> tuple[str, ...]:
        """Dynamic checks that failed in every attempt so far."""
        found = outcomes_in(read_journal(self._folder.journal))
        failed = {outcome.check for outcome in found if outcome.outcome is Outcome.FAILED}
        mixed = {outcome.check for outcome in found if outcome.outcome is not Outcome.FAILED}
        wanted = [check for check in self._request.checks if check in failed - mixed]
        return tuple(check for check in wanted if spec_of(check).dynamic)

    def last_words(self) -> str:
        """The end of what the last process wrote, in one line."""
        logs = sorted(self._folder.logs.glob("checks-*.txt"))
        text = logs[-1].read_text(encoding="utf-8", errors="replace") if logs else ""
        return " ".join(text[-_TAIL:].split())

    def _process(self, number: int, checks: tuple[str, ...]) -> str:
        """Run one process to its end; return why it ended before its time, or nothing."""
        request = self._request
        with tempfile.TemporaryDirectory(prefix="vroaccept-") as scratch:
            process = CheckProcess(
                RunSettings(
                    artifact=request.artifact.absolute(),
                    case=request.case.path,
                    folder=self._folder.path.absolute(),
                    journal=self._folder.journal.absolute(),
                    checks=checks,
                    attempt=number,
                    seed=request.seed,
                    orchestrator=request.orchestrator,
                    access=request.access,
                    profile=request.profile,
                    secrets=request.secrets,
                    check_seconds=request.check_seconds,
                ),
                run=request.id,
                scratch=Path(scratch),
                output=self._folder.logs / f"checks-{number}.txt",
                suites=self._suites,
            )
            try:
                note = self._follow(process)
            finally:
                process.kill()
        return self._close(number, process, note)

    def _follow(self, process: CheckProcess) -> str:
        """Pass events on until the process ends, or must be ended."""
        while (code := process.wait(_POLL_SECONDS)) is None:
            self._hear()
            if time.monotonic() > self._end:
                return f"the run did not end within {self._request.total_seconds:g} s"
            if self._stuck():
                return "the check did not end in time"
        self._hear()
        return "" if code in _PYTEST_FINISHED else f"the process ended with {code}"

    def _hear(self) -> None:
        for event in self._tail.poll():
            if isinstance(event, CheckStarted):
                self._running = (event, time.monotonic())
            elif isinstance(event, CheckOutcome):
                self._running = None
            self._progress.event(event)

    def _stuck(self) -> bool:
        """Whether the running check has outlived its limit, which its process should have seen."""
        if self._running is None:
            return False
        limit = self._request.check_seconds + _GRACE_SECONDS
        return time.monotonic() - self._running[1] > limit

    def _close(self, number: int, process: CheckProcess, note: str) -> str:
        """Journal the end of a process, and the check that it took with it."""
        died_in = unfinished(read_journal(self._folder.journal), number)
        self._running = None
        if died_in is not None:
            reason = note or "the process ended in the middle of the check"
            self._journal.append(
                CheckOutcome(
                    check=died_in.check,
                    version=died_in.version,
                    outcome=Outcome.ERROR,
                    reason=reason,
                    code=ReasonCode.TIMEOUT if "in time" in reason else ReasonCode.DIED,
                    attempt=number,
                )
            )
        code = process.wait(0)
        self._journal.append(
            AttemptEnded(attempt=number, exit_code=code if code is not None else -1, note=note)
        )
        self._hear()
        return note or ("the process ended early" if died_in is not None else "")

    def _remaining(self, number: int, checks: tuple[str, ...]) -> tuple[str, ...]:
        done = {outcome.check for outcome in self.outcomes(number)}
        return tuple(check for check in checks if check not in done)

    def _give_up(self, number: int, checks: tuple[str, ...], note: str) -> None:
        for check in checks:
            self._journal.append(
                CheckOutcome(
                    check=check,
                    version=spec_of(check).version,
                    outcome=Outcome.ERROR,
                    reason=f"not run: {note}",
                    code=ReasonCode.NOT_RUN,
                    attempt=number,
                )
            )
        self._hear()
