"""What a person sees on standard error while checks run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from harness.checks import CheckOutcome, Outcome
from harness.checks.journal import AttemptEnded, CheckStarted
from harness.checks.outcome import OwnOutcome
from harness.printable import one_line, printable

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console
    from rich.progress import TaskID

    from harness.checks.journal import Event

_MARKS: Final = {
    Outcome.FAILED: "[red]failed[/]",
    Outcome.ERROR: "[yellow]error[/]",
    Outcome.WARNED: "[yellow]warned[/]",
    Outcome.NOT_EXERCISED: "[dim]not exercised[/]",
}
_EVERY: Final = 20
"""Without a terminal, how many checks are between two lines that say how far the run is."""


class ConsoleProgress:
    """A line per remarkable outcome; besides, how far the run is, on a terminal as a bar.

    What is not exercised is not remarkable while the run lasts; the summary tells what matters.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None
        self._done = self._total = 0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        exception: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def attempt(self, number: int, checks: tuple[str, ...]) -> None:
        """Start a bar for an attempt."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        word = f"checks: {len(checks)}" if number == 1 else _again(number, len(checks))
        self._task = self._bar.add_task(word, total=len(checks))
        self._done, self._total = 0, len(checks)
        if not self._console.is_terminal:
            self._console.print(word, markup=False, highlight=False)

    def event(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, CheckStarted) and self._task is not None:
            self._bar.update(self._task, description=event.check)
        elif isinstance(event, CheckOutcome):
            self._outcome(event)
        elif isinstance(event, OwnOutcome):
            mark = _MARKS.get(event.outcome, "passed")
            reason = f"  {escape(one_line(event.reason, 200))}" if event.reason else ""
            told = f"{escape(printable(event.test))}  {mark}{reason}"
            self._console.print(told, highlight=False, soft_wrap=True)
        elif isinstance(event, AttemptEnded) and event.note:
            self._console.print(printable(event.note), markup=False, highlight=False)

    def _outcome(self, outcome: CheckOutcome) -> None:
        if self._task is not None:
            self._bar.advance(self._task)
        mark = _MARKS.get(outcome.outcome)
        if mark is not None and outcome.outcome is not Outcome.NOT_EXERCISED:
            self._console.print(f"{outcome.check}  {mark}", highlight=False)
        self._done += 1
        if self._done % _EVERY == 0 and not self._console.is_terminal:
            self._console.print(f"{self._done} of {self._total}", highlight=False)


def _again(number: int, findings: int) -> str:
    return f"attempt {number}, to reproduce {findings} finding{'s' if findings > 1 else ''}"
