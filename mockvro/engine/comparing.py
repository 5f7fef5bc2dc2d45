"""Conditions of decision activities; the comparator is an index into a list of its type.

Lists of `reference/workflow-xml.md` §4.4. Other decisions run their stored script instead.
"""

from __future__ import annotations

import operator
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mockvro.content.values import from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mockvro.content.values import Value
    from mockvro.content.workflow import Condition

    Test = Callable[[Any, Any], bool]


def _is_defined(value: Value, _: Value) -> bool:
    return value is not None


def _matches(value: Any, pattern: Any) -> bool:
    try:
        return re.search(str(pattern), str(value)) is not None
    except re.error:
        return False


def _contains(value: Any, part: Any) -> bool:
    return str(part) in str(value)


def _same_day(value: Any, other: Any) -> bool:
    return isinstance(value, datetime) and value.date() == other.date()


def _other_day(value: Any, other: Any) -> bool:
    return not _same_day(value, other)


def _is_true(value: Value, _: Value) -> bool:
    return value is True


def _is_false(value: Value, _: Value) -> bool:
    return value is False


TESTS: Mapping[str, Sequence[Test]] = {
    "string": (operator.eq, _contains, _matches, _is_defined),
    "path": (operator.eq, _contains, _is_defined),
    "number": (
        operator.eq,
        operator.ne,
        operator.gt,
        operator.lt,
        _is_defined,
        operator.ge,
        operator.le,
    ),
    "date": (_same_day, _other_day, operator.lt, operator.gt, _is_defined),
    "boolean": (_is_true, _is_false),
}


def holds(condition: Condition, value: Value) -> bool:
    """Whether a value passes; null passes nothing but a test for being different."""
    kind = condition.type.lower()
    tests = TESTS.get(kind, (_is_defined,))
    index = int(condition.comparator) if condition.comparator.isdecimal() else 0
    if index >= len(tests):
        return kind == "boolean"  # its entry 6 is "always true"
    test = tests[index]
    if test in (_is_defined, _is_true, _is_false):
        return test(value, None)
    wanted = from_text(condition.type, condition.text)
    if value is None or wanted is None:
        return test in (operator.ne, _other_day) and value is not wanted
    return test(value, wanted)
