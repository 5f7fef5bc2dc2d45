"""Problems of ours, as opposed to findings about a plug-in.

::

    HarnessError            internal, exit code 4
    ├── UsageError          the person gave something unusable, exit code 2
    └── CannotJudgeError    the run ended without a verdict, exit code 3

Each says what is wrong, where, and what to do, in one line. Findings about the plug-in are
values (:mod:`harness.checks.finding`), never exceptions of this tree.
"""

from __future__ import annotations


class HarnessError(Exception):
    """A defect or limit of this tool.

    Attributes:
        what: What is wrong, without a trailing full stop.
        where: File, entry, option or address it was found at; empty if it has no place.
        advice: What the person should do.
    """

    exit_code = 4

    def __init__(self, what: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" - {self.advice}" if self.advice else ""
        return f"{place}{self.what}{hint}"


class UsageError(HarnessError):
    """The command line, a file or a setting given to us cannot be used."""

    exit_code = 2


class CannotJudgeError(HarnessError):
    """The run could not be brought to a verdict."""

    exit_code = 3
