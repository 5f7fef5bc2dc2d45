"""Query grammar of lists: conditions and paging (`reference/rest-api.md` §3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from mockvro.api.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

T = TypeVar("T")

UNLIMITED = 2147483647
"""Documented default of `maxResult`."""

CONDITION = re.compile(r"([\w@.-]+?)(!=|>=|<=|=|~|>|<|\^|\$)(.*)", re.DOTALL)
SEPARATOR = re.compile(r",(?=[\w@.-]+(?:!=|>=|<=|=|~|>|<|\^|\$))")


def _number_or_text(left: str, right: str) -> tuple[float, float] | tuple[str, str]:
    try:
        return float(left), float(right)
    except ValueError:
        return left, right


def _greater(left: str, right: str) -> bool:
    pair = _number_or_text(left, right)
    return pair[0] > pair[1]  # type: ignore[operator]  # both float or both str


OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda seen, wanted: seen == wanted,
    "!=": lambda seen, wanted: seen != wanted,
    "~": lambda seen, wanted: wanted.lower() in seen.lower(),
    "^": lambda seen, wanted: seen.startswith(wanted),
    "$": lambda seen, wanted: seen.endswith(wanted),
    ">": _greater,
    "<": lambda seen, wanted: _greater(wanted, seen),
    ">=": lambda seen, wanted: not _greater(wanted, seen),
    "<=": lambda seen, wanted: not _greater(seen, wanted),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter on an attribute."""

    name: str
    operator: str
    value: str

    def holds(self, attributes: Mapping[str, object]) -> bool:
        """Whether an item passes; an item without the attribute passes only `!=`."""
        seen = attributes.get(self.name)
        if seen is None:
            return self.operator == "!="
        text = str(seen).lower() if isinstance(seen, bool) else str(seen)
        return OPERATORS[self.operator](text, self.value)


def parse_conditions(texts: Iterable[str]) -> tuple[Condition, ...]:
    """Conditions from repeated parameters, each of which may join several with commas.

    A comma splits only where a new `name<operator>` follows, so values may hold commas.

    Raises:
        BadRequest: A condition has no operator.
    """
    return tuple(_parse(part) for text in texts for part in SEPARATOR.split(text) if part.strip())


def _parse(text: str) -> Condition:
    match = CONDITION.fullmatch(text.strip())
    if match is None:
        raise BadRequest(
            f"condition {text!r} is not of the form <name><operator><value>",
            advice=f"operators: {' '.join(OPERATORS)}",
        )
    return Condition(*match.groups())


def matching(
    items: Iterable[T],
    conditions: Sequence[Condition],
    attributes: Callable[[T], Mapping[str, object]],
) -> list[T]:
    """The items that pass every condition."""
    return [
        item for item in items if all(condition.holds(attributes(item)) for condition in conditions)
    ]


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    start: int = 0
    size: int = UNLIMITED

    def of(self, items: Sequence[T]) -> Sequence[T]:
        """The items of this page."""
        return items[self.start : self.start + self.size]


def parse_page(query: Mapping[str, str], *, honours_start: bool = True) -> Page:
    """Paging parameters.

    Args:
        query: Query parameters.
        honours_start: False where the release ignores `startIndex`.

    Raises:
        BadRequest: A number is no natural number.
    """
    start = _natural(query, "startIndex", 0) if honours_start else 0
    return Page(start, _natural(query, "maxResult", UNLIMITED))


def _natural(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise BadRequest(f"{name} must be a natural number, not {text!r}")
    return int(text)


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an ordering."""

    name: str
    descending: bool = False


def parse_orders(texts: Iterable[str]) -> tuple[Order, ...]:
    """Orders in all spellings: `name`, `+name`, `-name`, `name asc`, `name desc`.

    How the product marks the direction is not known (`reference/rest-api.md` §3).

    Raises:
        BadRequest: A direction is none of the two words.
    """
    parts = (part.strip() for text in texts for part in text.split(","))
    return tuple(_order(part) for part in parts if part)


def _order(text: str) -> Order:
    if text[0] in "+-":
        return Order(text[1:].strip(), descending=text[0] == "-")
    name, _, direction = text.partition(" ")
    if direction.strip().lower() not in ("", "asc", "desc"):
        raise BadRequest(f"order {text!r} is not of the form <name> asc|desc")
    return Order(name, descending=direction.strip().lower() == "desc")


def ordered(
    items: Iterable[T],
    orders: Sequence[Order],
    attributes: Callable[[T], Mapping[str, object]],
) -> list[T]:
    """The items sorted by the orders, the first of which counts most; without any as they were."""
    found = list(items)
    for order in reversed(orders):
        found.sort(
            key=lambda item: str(attributes(item).get(order.name) or "").lower(),
            reverse=order.descending,
        )
    return found
