from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.content.errors import ValueTextError
from mockvro.content.values import (
    JavaList,
    JavaMap,
    MimeAttachment,
    OpaqueText,
    Reference,
    SdkObject,
    SecureString,
    Unserialisable,
    from_wire,
    to_wire,
)


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (None, None),
        ("a", {"string": "a"}),
        (1.5, {"number": 1.5}),
        (float("inf"), {"number": "Infinity"}),
        (True, {"boolean": True}),
        (datetime(1969, 12, 31, 23, 59, 59, 999000, UTC), {"date": -1}),
        (SecureString("x"), {"secure-string": "x"}),
        ([None, "a"], {"array": [None, {"string": "a"}]}),
        ({"k": 1.0}, {"properties": {"k": {"number": 1.0}}}),
        (
            SdkObject("A:B", "1", "one"),
            {"sdk-object": {"type": "A:B", "id": "1", "display": "one"}},
        ),
        (
            Reference("Action", "1", "go", "com.acme"),
            {
                "sdk-object": {
                    "type": "Action",
                    "id": "1",
                    "display": "go",
                    "name": "go",
                    "category": "com.acme",
                }
            },
        ),
        (Unserialisable("a.B", "b"), {"object": {"class": "a.B", "text": "b"}}),
        (MimeAttachment("b"), {"object": {"class": "MimeAttachment", "text": "b"}}),
        (OpaqueText("Trigger", "b"), {"object": {"class": "Trigger", "text": "b"}}),
    ],
)
def test_both_ways(value: Any, wire: Any) -> None:
    assert to_wire(value) == wire
    assert from_wire(json.loads(json.dumps(wire))) == value


def test_java_classes_are_kept() -> None:
    wire = {"array": [{"properties": {}, "java": "java.util.TreeMap"}], "java": "java.util.Vector"}
    value = from_wire(wire)
    assert isinstance(value, JavaList)
    assert isinstance(value[0], JavaMap)
    assert value == [{}]
    assert to_wire(value) == wire


def test_not_a_number() -> None:
    value = from_wire({"number": "NaN"})
    assert value != value  # noqa: PLR0124  # only NaN differs from itself
    assert to_wire(value) == {"number": "NaN"}


def test_dates_beyond_ours() -> None:
    assert from_wire({"date": 10**17}) == Unserialisable("java.util.Date", str(10**17))


@pytest.mark.parametrize(
    "wire",
    [
        1,
        "a",
        [],
        {},
        {"string": 1},
        {"string": "a", "number": 1},
        {"number": "1"},
        {"number": True},
        {"number": 10**400},
        {"number": []},
        {"boolean": 1},
        {"date": True},
        {"date": 1.5},
        {"array": {}},
        {"properties": []},
        {"sdk-object": {"type": "A:B"}},
        {"object": {"class": "x"}},
        {"other": 1},
    ],
)
def test_no_values(wire: Any) -> None:
    with pytest.raises(ValueTextError):
        from_wire(wire)


def test_nested_too_deeply() -> None:
    wire: Any = None
    for _ in range(200):
        wire = {"array": [wire]}
    with pytest.raises(ValueTextError, match="nested"):
        from_wire(wire)


def test_no_value_of_the_model() -> None:
    unknown: Any = object()
    naive: Any = datetime(2020, 1, 1)  # noqa: DTZ001  # that is the point
    for value in (unknown, naive, 10**400):
        with pytest.raises(ValueTextError):
            to_wire(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["string", "number", "date", "array", "properties", "java", "object"]),
            inner,
            max_size=2,
        )
    ),
    max_leaves=10,
)


@given(JSON)
def test_any_json(document: Any) -> None:
    try:
        value = from_wire(document)
    except ValueTextError:
        return
    to_wire(value)
