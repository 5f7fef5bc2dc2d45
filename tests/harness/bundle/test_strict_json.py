from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.bundle.strict_json import MAX_DEPTH, MAX_INTEGER, decode


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a":1,"a":2}', "'a' occurs twice"),
        ('[{"x":{"b":1,"b":1}}]', "'b' occurs twice"),
        ("[NaN]", "NaN is not allowed"),
        ("[-Infinity]", "not allowed"),
        ("[1.5]", "not allowed"),
        ("[1e3]", "not allowed"),
        (f"[{MAX_INTEGER + 1}]", "beyond"),
        ("[" + "9" * 5000 + "]", "beyond"),
        ('"\\ud800"', "surrogates not allowed"),
        ("[" * 100_000, "nested deeper"),
        ('{"a":' * 40 + "1" + "}" * 40, "nested deeper"),
        ("\ufeff{}", "BOM"),
        ("{} {}", "Extra data"),
        ("", "Expecting value"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decode(text.encode("utf-8", "surrogatepass"), max_bytes=10**6)


def test_bytes_that_are_not_utf8_and_too_many() -> None:
    with pytest.raises(ValueError, match="utf-8"):
        decode(b'"\xff"', max_bytes=10)
    with pytest.raises(ValueError, match="allowed are 3"):
        decode(b'"abc"', max_bytes=3)


def test_brackets_in_strings_do_not_nest() -> None:
    text = json.dumps(["[{\\" * 100])
    assert decode(text.encode(), max_bytes=10**6) == ["[{\\" * 100]


def test_floats_only_when_asked_for() -> None:
    assert decode(b"[1.5]", max_bytes=10, floats=True) == [1.5]
    with pytest.raises(ValueError, match="not finite"):
        decode(b"[1e999]", max_bytes=10, floats=True)


def test_the_depth_limit_is_inclusive() -> None:
    assert decode(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, max_bytes=100)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(values)
def test_everything_else_is_what_json_says(value: object) -> None:
    assert decode(json.dumps(value).encode(), max_bytes=10**6) == value


@given(st.binary(max_size=60))
def test_noise_gives_a_value_or_a_value_error(data: bytes) -> None:
    try:
        value = decode(data, max_bytes=100)
    except ValueError:
        return
    assert json.loads(data) == value
