from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.client import InputValueError
from harness.client.values import SdkRef, from_value, to_parameter, to_value


@pytest.mark.parametrize(
    ("type_name", "value", "wire"),
    [
        ("string", "a", {"string": {"value": "a"}}),
        ("Path", "/a", {"string": {"value": "/a"}}),
        ("Regexp", "a.*", {"regex": {"value": "a.*"}}),
        ("SecureString", "x", {"secure-string": {"value": "x", "plainText": True}}),
        ("number", 20, {"number": {"value": 20.0}}),
        ("number", "20", {"number": {"value": 20.0}}),
        ("boolean", "true", {"boolean": {"value": True}}),
        ("Date", date(2026, 3, 4), {"date": {"value": "2026-03-04T00:00:00.000+00:00"}}),
        ("Redis:Db", SdkRef("Redis:Db", "1"), {"sdk-object": {"type": "Redis:Db", "id": "1"}}),
        ("Array/number", [1, None], {"array": {"elements": [{"number": {"value": 1.0}}, None]}}),
        (
            "Properties",
            {"k": 1},
            {"properties": {"property": [{"key": "k", "value": {"number": {"value": 1.0}}}]}},
        ),
        (
            "CompositeType(f:string,n:number):Pair",
            {"n": 1},
            {
                "composite": {
                    "type": "Pair",
                    "property": [{"id": "n", "value": {"number": {"value": 1.0}}}],
                }
            },
        ),
        ("Any", True, {"boolean": {"value": True}}),
    ],
)
def test_values_have_the_documented_form(type_name: str, value: Any, wire: Any) -> None:
    assert to_value(type_name, value) == wire


def test_a_null_has_no_value_key() -> None:
    assert to_parameter("a", "string", None) == {"name": "a", "type": "string", "scope": "local"}


@pytest.mark.parametrize(
    ("type_name", "value"),
    [
        ("number", "abc"),
        ("number", True),
        ("boolean", "yes"),
        ("string", 1),
        ("Array/string", "a"),
        ("Properties", []),
        ("Redis:Db", {"typ": "x"}),
        ("Date", 1),
        ("CompositeType(f:string):P", {"g": "x"}),
        ("Nonsense", "x"),
    ],
)
def test_a_value_of_the_wrong_kind_names_its_input(type_name: str, value: Any) -> None:
    with pytest.raises(InputValueError, match=r"^input 'port': "):
        to_parameter("port", type_name, value)


_plain = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(value=_plain)
def test_what_is_written_is_read(value: Any) -> None:
    assert from_value(to_value("Any", value)) == value


def test_moments_keep_their_zone() -> None:
    written = to_value("Date", datetime(2026, 3, 4, 5, 6, 7, 89000, tzinfo=UTC))
    assert written == {"date": {"value": "2026-03-04T05:06:07.089+00:00"}}


def test_objects_and_unknown_keys_stay_as_they_are() -> None:
    assert from_value({"sdk-object": {"type": "A:B", "id": "1"}}) == {"type": "A:B", "id": "1"}
    assert from_value({"new-kind": [1]}) == [1]
    assert from_value({}) is None
