"""The attempts of a run: start processes, follow the journal, survive whatever happens to them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from harness.checks import (
    CheckOutcome,
    JournalTail,
    JournalWriter,
    Outcome,
    outcomes_in,
    read_journal,
)
from harness.checks.journal import CheckDeferred
from harness.checks.registry import spec_of
from harness.errors import CannotJudgeError
from harness.run.orphans import Orphans
from harness.run.process import suites_folder
from harness.run.request import OURS
from harness.run.shares import Share, share_out, workers_for
from harness.run.worker import Worker
from harness.settings import Portion

if TYPE_CHECKING:
    from pathlib import Path

    from harness.checks.journal import Event
    from harness.run.request import RunFolder, RunRequest

_POLL_SECONDS = 0.05
_ORPHAN_SECONDS = 5.0
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
    if request.own_suite is not None:
        engine.run_own(request.own_suite)
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

    def attempt(self, number: int, checks: tuple[str, ...]) -> None:
        """Run some checks once; those on the aftermath when all others have ended."""
        self._progress.attempt(number, checks)
        shares = share_out(checks, self._workers(checks))
        self._run(number, shares, self._suites)
        if len(shares) > 1 and (waiting := self._deferred(number)):
            last = Share(name="z", checks=waiting, portion=Portion.AFTERMATH)
            self._run(number, (last,), self._suites)

    def run_own(self, folder: Path) -> None:
        """Run the partner's own tests, whose outcomes never touch the verdict."""
        own = Share(name="own", checks=(), portion=Portion.OWN)
        self._run(1, (own,), folder.absolute())  # the process has a folder of its own

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

    def _workers(self, checks: tuple[str, ...]) -> int:
        """How many processes share an attempt: one where there is only one Orchestrator."""
        if self._request.orchestrator not in OURS:
            return 1
        return workers_for(checks, self._request.workers)

    def _deferred(self, number: int) -> tuple[str, ...]:
        """Checks on the aftermath that wait for the end of all others."""
        events = read_journal(self._folder.journal)
        waiting = {
            event.check
            for event in events
            if isinstance(event, CheckDeferred) and event.attempt == number
        }
        return tuple(check for check in self._request.checks if check in waiting)

    def _run(self, number: int, shares: tuple[Share, ...], suites: Path) -> None:
        """Run shares side by side, each to its end."""
        orphans, workers = Orphans(), list[Worker]()
        try:
            for share in shares:
                workers.append(self._worker(number, share, suites))
            while any(worker.at_work for worker in workers):
                self._hear(workers)
                over = time.monotonic() > self._end
                for worker in workers:
                    worker.step(_POLL_SECONDS / len(workers), over=over)
            self._hear(workers)
        finally:
            for worker in workers:
                worker.kill()
            orphans.end(_ORPHAN_SECONDS)

    def _worker(self, number: int, share: Share, suites: Path) -> Worker:
        return Worker(
            self._request, self._folder, self._journal, suites=suites, number=number, share=share
        )

    def _hear(self, workers: list[Worker]) -> None:
        for event in self._tail.poll():
            for worker in workers:
                worker.hear(event)
            self._progress.event(event)
