"""One share of an attempt: a process, and another one whenever it dies before its end."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from harness.checks import CheckOutcome, Outcome, ReasonCode, outcomes_in, read_journal
from harness.checks.journal import AttemptEnded, CheckDeferred, CheckStarted, unfinished
from harness.checks.registry import spec_of
from harness.run.process import CheckProcess
from harness.run.settings import settings_of

if TYPE_CHECKING:
    from harness.checks import JournalWriter
    from harness.checks.journal import Event
    from harness.run.request import RunFolder, RunRequest
    from harness.run.shares import Share

_GRACE_SECONDS = 60.0
_MAX_RESTARTS = 5
_PYTEST_FINISHED = frozenset({0, 1})


class Worker:
    """Runs a share to its end; a process that dies costs the check that it was in.

    Args:
        request: The run.
        folder: Its folder.
        journal: Where the end of processes is written.
        suites: Folder of the suites.
        number: Number of the attempt.
        share: What to run.
    """

    def __init__(
        self,
        request: RunRequest,
        folder: RunFolder,
        journal: JournalWriter,
        *,
        suites: Path,
        number: int,
        share: Share,
    ) -> None:
        self._request = request
        self._folder = folder
        self._journal = journal
        self._suites = suites
        self._number = number
        self._share = share
        self._running: tuple[CheckStarted, float] | None = None
        self._restarts = 0
        self._remaining = share.checks
        self._scratch = tempfile.TemporaryDirectory(prefix="vroaccept-")
        self._process: CheckProcess | None = self._start()

    @property
    def at_work(self) -> bool:
        """Whether it is not done yet."""
        return self._process is not None

    def hear(self, event: Event) -> None:
        """Learn from the journal which check runs."""
        if isinstance(event, CheckStarted) and event.check in self._share.checks:
            self._running = (event, time.monotonic())
        elif isinstance(event, CheckOutcome) and event.check in self._share.checks:
            self._running = None

    def step(self, seconds: float, *, over: bool) -> None:
        """Go on for a moment.

        Args:
            seconds: How long to wait for the process at most.
            over: Whether the time of the whole run is over.
        """
        if self._process is None:
            return
        code = self._process.wait(seconds)
        if code is not None:
            self._ended("" if code in _PYTEST_FINISHED else f"the process ended with {code}", over)
        elif over:
            limit = f"{self._request.total_seconds:g}"
            self._ended(f"the run did not end within {limit} s", over)
        elif self._stuck():
            self._ended("the check did not end in time", over)

    def kill(self) -> None:
        """End its process and everything that it started."""
        if self._process is not None:
            self._process.kill()
        self._scratch.cleanup()

    def _start(self) -> CheckProcess:
        suffix = f"-{self._share.name}" if self._share.name else ""
        share = structs.replace(self._share, checks=self._remaining)
        return CheckProcess(
            settings_of(self._request, self._folder, share, self._number),
            run=self._request.id,
            scratch=Path(self._scratch.name),
            output=self._folder.logs / f"checks-{self._number}{suffix}.txt",
            suites=self._suites,
        )

    def _stuck(self) -> bool:
        """Whether the running check has outlived its limit, which its process should have seen."""
        if self._running is None:
            return False
        limit = self._request.check_seconds + _GRACE_SECONDS
        return time.monotonic() - self._running[1] > limit

    def _ended(self, note: str, over: bool) -> None:
        """Journal the end of the process; start another one for what remains."""
        before, process = self._remaining, self._process
        assert process is not None  # noqa: S101 - callers have looked
        process.kill()
        note = self._close(process, note)
        self._remaining = self._left()
        self._restarts += 1
        stalled = over or self._remaining == before or self._restarts >= _MAX_RESTARTS
        if note and self._remaining and not stalled:
            self._process = self._start()
            return
        self._process = None
        if note:
            self._give_up(note)

    def _close(self, process: CheckProcess, note: str) -> str:
        """Journal the end of a process, and the check that it took with it."""
        mine = [event for event in read_journal(self._folder.journal) if self._concerns(event)]
        died_in = unfinished(tuple(mine), self._number)
        self._running = None
        if died_in is not None:
            reason = note or "the process ended in the middle of the check"
            code = ReasonCode.TIMEOUT if "in time" in reason else ReasonCode.DIED
            self._append(died_in.check, reason, code)
        code_of_exit = process.wait(0)
        self._journal.append(
            AttemptEnded(
                attempt=self._number,
                exit_code=code_of_exit if code_of_exit is not None else -1,
                note=note,
            )
        )
        return note or ("the process ended early" if died_in is not None else "")

    def _concerns(self, event: Event) -> bool:
        return not isinstance(event, CheckStarted) or event.check in self._share.checks

    def _left(self) -> tuple[str, ...]:
        events = read_journal(self._folder.journal)
        done = {each.check for each in outcomes_in(events) if each.attempt == self._number}
        done |= {
            event.check
            for event in events
            if isinstance(event, CheckDeferred) and event.attempt == self._number
        }
        return tuple(check for check in self._share.checks if check not in done)

    def _give_up(self, note: str) -> None:
        for check in self._remaining:
            self._append(check, f"not run: {note}", ReasonCode.NOT_RUN)

    def _append(self, check: str, reason: str, code: ReasonCode) -> None:
        self._journal.append(
            CheckOutcome(
                check=check,
                version=spec_of(check).version,
                outcome=Outcome.ERROR,
                reason=reason,
                code=code,
                attempt=self._number,
            )
        )
