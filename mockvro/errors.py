"""Problems of the simulation itself; what a plug-in does wrong is an observation instead."""

from __future__ import annotations


class MockvroError(Exception):
    """A problem with what, where and advice, printable in one line.

    Attributes:
        what: What is wrong, without a trailing full stop.
        where: File, archive entry or address; empty if it has no place.
        advice: What the person should do; may be empty.
    """

    def __init__(self, what: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" - {self.advice}" if self.advice else ""
        return f"{place}{self.what}{hint}"
