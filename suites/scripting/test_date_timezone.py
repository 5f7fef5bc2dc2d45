"""scr.date-timezone: a date comes back as another moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.scripting.round_trips import judge_trips, round_trips, writable

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_MIDNIGHT: Final = datetime(2026, 7, 1, tzinfo=UTC)
OFFSETS: Final = (-11, -3.5, 0, 5.75, 9, 14)
"""Hours; a midnight there is in the middle of a day here."""
EDGES: Final = (
    datetime(1900, 1, 1, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=UTC),
    datetime(2024, 2, 29, 12, 34, 56, 789000, tzinfo=UTC),
    datetime(2026, 3, 8, 7, 30, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
)
"""Moments beside changes of the clock, and beyond 32 bits of seconds."""


@check("scr.date-timezone")
def test_date_timezone(stage: Stage, judge: Judge) -> None:
    """Write dates and read them back."""
    attributes = writable(stage, ("date", "calendar", "timestamp"))
    if not attributes:
        judge.not_exercised("no object that scripts can make has a date to be written")
    wanted = [(attribute, value) for attribute in attributes for value in values()]
    judge_trips(judge, round_trips(stage, judge, wanted), "date")


def values() -> tuple[str, ...]:
    """The dates as JavaScript."""
    midnights = tuple(_MIDNIGHT - timedelta(hours=hours) for hours in OFFSETS)
    return tuple(f"new Date({round(each.timestamp() * 1000)})" for each in (*EDGES, *midnights))
