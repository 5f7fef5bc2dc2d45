from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from mockvro.content.workflow import Condition
from mockvro.engine.comparing import holds

DAY = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = datetime(2020, 1, 2, 9, tzinfo=UTC)
NEXT = datetime(2020, 1, 3, tzinfo=UTC)
STORED = "20200102030405000+0000"


@pytest.mark.parametrize(
    ("kind", "comparator", "text", "value", "expected"),
    [
        ("string", "0", "a", "a", True),
        ("string", "0", "a", "b", False),
        ("String", "1", "b", "abc", True),
        ("string", "2", "^a.c$", "abc", True),
        ("string", "2", "(", "abc", False),
        ("string", "3", "", "", True),
        ("string", "3", "", None, False),
        ("string", "0", "a", None, False),
        ("path", "2", "", "x", True),
        ("number", "0", "5.0", 5.0, True),
        ("number", "1", "5.0", 5.0, False),
        ("number", "1", "5.0", None, True),
        ("number", "2", "5.0", 6.0, True),
        ("number", "3", "5.0", 6.0, False),
        ("number", "4", "", 0.0, True),
        ("number", "5", "5.0", 5.0, True),
        ("number", "6", "5.0", 5.5, False),
        ("Date", "0", STORED, LATER, True),
        ("Date", "0", STORED, NEXT, False),
        ("Date", "1", STORED, NEXT, True),
        ("Date", "2", STORED, NEXT, False),
        ("Date", "3", STORED, NEXT, True),
        ("Date", "4", "", DAY, True),
        ("boolean", "0", "", True, True),
        ("boolean", "0", "", None, False),
        ("boolean", "1", "", False, True),
        ("boolean", "6", "", False, True),
        ("Test:Server", "0", "", None, False),
        ("Any", "", "", 1.0, True),
    ],
)
def test_comparators_are_indexes_into_the_list_of_their_type(
    kind: str, comparator: str, text: str, value: Any, expected: bool
) -> None:
    condition = Condition(name="x", type=kind, comparator=comparator, text=text)
    assert holds(condition, value) is expected
