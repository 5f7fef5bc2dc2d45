"""When a recurring task is due next.

The pattern's syntax is not known (`reference/rest-api.md` §18); read are comma-separated moments of
the cycle: `SS` of a minute, `MM:SS` of an hour, `HH:MM:SS` of a day, `Mon HH:MM:SS` of a week and
`15 HH:MM:SS` of a month, as policy templates write them for days. Anything else, and no pattern,
means the moment of the first date. All in UTC.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE_TIME: Final = "one-time"
CYCLES: Final = (
    ONE_TIME,
    "every-minutes",
    "every-hours",
    "every-days",
    "every-weeks",
    "every-months",
)
_MOMENT = re.compile(r"(?:(?P<day>[A-Za-z]{3}|\d{1,2})[ ]+)?(?P<time>\d{1,2}(?::\d{1,2}){0,2})")
_PARTS: Final = {"every-minutes": 1, "every-hours": 2}
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LENGTHS: Final = {
    "every-minutes": timedelta(minutes=1),
    "every-hours": timedelta(hours=1),
    "every-days": timedelta(days=1),
    "every-weeks": timedelta(weeks=1),
}
_PERIODS: Final = 3
"""Periods to look at: the present one may be over, and a month may lack the day."""


def next_after(cycle: str, pattern: str | None, start_ms: int, after_ms: int) -> int | None:
    """The first date after another one, not before the start; epoch milliseconds."""
    if cycle == ONE_TIME:
        return start_ms if start_ms > after_ms else None
    after = max(after_ms, start_ms - 1)
    start = datetime.fromtimestamp(start_ms / 1000, UTC)
    if not _readable(cycle, pattern):
        return _from_start(cycle, start, after)
    return _first(_patterned(cycle, pattern or "", _moment(after)), after)


def _moment(epoch_ms: int) -> datetime:
    return datetime.fromtimestamp(epoch_ms / 1000, UTC)


def _millis(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _first(moments: Iterator[datetime], after_ms: int) -> int | None:
    return min((ms for ms in map(_millis, moments) if ms > after_ms), default=None)


def _from_start(cycle: str, start: datetime, after_ms: int) -> int:
    """Same moment of each period as the first date."""
    length = _LENGTHS.get(cycle)
    if length is None:
        months = (_month_of(_moment(after_ms), more) for more in range(_PERIODS))
        dates = (_in_month(start, *month) for month in months)
        found = _first(dates, max(after_ms, _millis(start) - 1))
        return found if found is not None else _millis(start)
    passed = max(0, (after_ms - _millis(start)) // round(length.total_seconds() * 1000) + 1)
    return _millis(start + passed * length)


def _month_of(moment: datetime, more: int) -> tuple[int, int]:
    index = moment.year * 12 + moment.month - 1 + more
    return index // 12, index % 12 + 1


def _in_month(moment: datetime, year: int, month: int) -> datetime:
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)


def _readable(cycle: str, pattern: str | None) -> bool:
    texts = (pattern or "").split(",")
    return all(_parts(cycle, text.strip()) is not None for text in texts)


def _parts(cycle: str, text: str) -> tuple[int, timedelta] | None:
    """Day of the week or month (0 without one), and time since the beginning of the period."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    numbers = [int(each) for each in match["time"].split(":")]
    if len(numbers) != _PARTS.get(cycle, 3):
        return None
    seconds = sum(number * 60**index for index, number in enumerate(reversed(numbers)))
    day = _day(cycle, match["day"])
    return (day, timedelta(seconds=seconds)) if day is not None else None


def _day(cycle: str, word: str | None) -> int | None:
    if cycle == "every-weeks":
        known = word is not None and word.lower() in _DAYS
        return _DAYS.index(word.lower()) if known and word is not None else None
    if cycle == "every-months":
        return int(word) if word is not None and word.isdecimal() and int(word) else None
    return 0 if word is None else None


def _patterned(cycle: str, pattern: str, after: datetime) -> Iterator[datetime]:
    for text in pattern.split(","):
        parts = _parts(cycle, text.strip())
        if parts is not None:
            day, offset = parts
            for begin in _periods(cycle, after, day):
                yield begin + offset


def _periods(cycle: str, after: datetime, day: int) -> Iterator[datetime]:
    """Beginnings of the present and the following periods; of weeks and months, of their day."""
    midnight = after.replace(hour=0, minute=0, second=0, microsecond=0)
    for more in range(_PERIODS):
        match cycle:
            case "every-minutes":
                yield after.replace(second=0, microsecond=0) + more * timedelta(minutes=1)
            case "every-hours":
                hour = after.replace(minute=0, second=0, microsecond=0)
                yield hour + more * timedelta(hours=1)
            case "every-weeks":
                monday = midnight - timedelta(days=after.weekday())
                yield monday + timedelta(days=day, weeks=more)
            case "every-months":
                year, month = _month_of(after, more)
                if day <= calendar.monthrange(year, month)[1]:
                    yield midnight.replace(year=year, month=month, day=day)
            case _:
                yield midnight + more * timedelta(days=1)
