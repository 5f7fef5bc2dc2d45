"""Doubles and dates as Java writes and reads them (`reference/workflow-xml.md` §5)."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Final

from mockvro.content.errors import ValueTextError

_JAVA_DOUBLE: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[fFdD]?")
_SPECIAL: Final = re.compile(r"[+-]?(NaN|Infinity)")
_LOCALE_NUMBER: Final = re.compile(r"-?[0-9][0-9,]*(\.[0-9]*)?|-?\.[0-9]+")
_DATE: Final = re.compile(r"(\d{4})" + r"(\d\d)" * 5 + r"(\d{3})?([+-])(\d\d)(\d\d)", re.ASCII)
_PLAIN_FROM: Final = 1e-3
_PLAIN_BELOW: Final = 1e7


def number_text(value: float) -> str:
    """``Double.toString``: always a decimal point, ``E`` below 1e-3 and from 1e7."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 or _PLAIN_FROM <= abs(value) < _PLAIN_BELOW:
        plain = format(Decimal(repr(value)), "f")
        return plain if "." in plain else f"{plain}.0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    assert isinstance(exponent, int)  # noqa: S101  # finite, see above
    head, *tail = map(str, digits)
    power = exponent + len(tail)
    return f"{'-' if sign else ''}{head}.{''.join(tail) or '0'}E{power}"


def read_number(text: str) -> float | None:
    """``Double.parseDouble``, else a number in the English locale, else ``None``."""
    stripped = text.strip()
    if _SPECIAL.fullmatch(stripped):
        return float(stripped)
    if _JAVA_DOUBLE.fullmatch(stripped):
        return float(stripped.rstrip("fFdD"))
    found = _LOCALE_NUMBER.match(stripped)
    return float(found[0].replace(",", "")) if found else None


def date_text(value: datetime) -> str:
    """``yyyyMMddHHmmssSSSZ`` in UTC.

    Raises:
        ValueTextError: The date has no time zone.
    """
    if value.tzinfo is None:
        raise ValueTextError(f"date {value} has no time zone")
    moment = value.astimezone(UTC)
    return f"{moment:%Y%m%d%H%M%S}{moment.microsecond // 1000:03}+0000".zfill(22)


def read_date(text: str) -> datetime | None:
    """The date of a text, with or without milliseconds; ``None`` for any other text."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    *parts, millis, sign, hours, minutes = found.groups()
    year, month, day, hour, minute, second = map(int, parts)
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    zone = timezone(-offset if sign == "-" else offset) if offset < timedelta(days=1) else UTC
    try:
        return datetime(
            year, month, day, hour, minute, second, int(millis or 0) * 1000, tzinfo=zone
        )
    except ValueError:
        return None


def date_millis(value: datetime) -> int:
    """Milliseconds since 1970, rounded down.

    Raises:
        ValueTextError: The date has no time zone.
    """
    if value.tzinfo is None:
        raise ValueTextError(f"date {value} has no time zone")
    return (value - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def date_from_millis(millis: int) -> datetime | None:
    """The date of milliseconds since 1970; ``None`` outside the years 1 to 9999."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=millis)
    except OverflowError:
        return None
