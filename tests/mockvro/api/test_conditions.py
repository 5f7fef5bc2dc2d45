from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.api.conditions import (
    OPERATORS,
    Condition,
    matching,
    parse_conditions,
    parse_page,
)
from mockvro.api.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.mark.parametrize(
    ("texts", "parsed"),
    [
        (["name=Add host"], [("name", "=", "Add host")]),
        (["name~add,state~run"], [("name", "~", "add"), ("state", "~", "run")]),
        (["name=Add, then remove"], [("name", "=", "Add, then remove")]),
        (["timestamp>=5"], [("timestamp", ">=", "5")]),
        (["name!=x", "id=y"], [("name", "!=", "x"), ("id", "=", "y")]),
        (["name=a=b"], [("name", "=", "a=b")]),
        (["name="], [("name", "=", "")]),
        ([""], []),
    ],
)
def test_conditions_are_cut(texts: list[str], parsed: list[tuple[str, str, str]]) -> None:
    assert parse_conditions(texts) == tuple(Condition(*each) for each in parsed)


@pytest.mark.parametrize("text", ["name", "=x", "name:x", "na me=x"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        parse_conditions([text])


@pytest.mark.parametrize(
    ("condition", "attributes", "holds"),
    [
        (("name", "~", "ADD"), {"name": "Add host"}, True),
        (("name", "^", "Add"), {"name": "Add host"}, True),
        (("name", "$", "host"), {"name": "Add host"}, True),
        (("size", ">", "9"), {"size": "10"}, True),
        (("size", "<", "9"), {"size": "10"}, False),
        (("size", ">=", "10"), {"size": 10}, True),
        (("size", "<=", "10"), {"size": 10}, True),
        (("name", ">", "a"), {"name": "b"}, True),
        (("name", "=", "x"), {"name": None}, False),
        (("name", "!=", "x"), {}, True),
        (("canExecute", "=", "true"), {"canExecute": True}, True),
    ],
)
def test_operators(
    condition: tuple[str, str, str], attributes: Mapping[str, object], holds: bool
) -> None:
    assert Condition(*condition).holds(attributes) is holds


@given(st.text(), st.sampled_from(sorted(OPERATORS)))
def test_what_was_written_is_what_is_parsed(value: str, operator: str) -> None:
    parsed = parse_conditions([f"name{operator}{value}"])
    assert parsed[0].name == "name"
    assert parsed[0].operator[0] == operator[0]


@given(st.text())
def test_no_text_is_a_crash(text: str) -> None:
    try:
        conditions = parse_conditions([text])
    except BadRequest:
        return
    matching([{"name": "x", "n": 1}], conditions, lambda item: item)


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ({}, [0, 1, 2, 3]),
        ({"maxResult": "2"}, [0, 1]),
        ({"startIndex": "3"}, [3]),
        ({"startIndex": "9"}, []),
        ({"maxResult": "0"}, []),
        ({"maxResult": ""}, [0, 1, 2, 3]),
    ],
)
def test_pages(query: dict[str, str], page: list[int]) -> None:
    assert parse_page(query).of([0, 1, 2, 3]) == page


@pytest.mark.parametrize("text", ["-1", "x", "1.5", "²"])
def test_pages_need_natural_numbers(text: str) -> None:
    with pytest.raises(BadRequest):
        parse_page({"maxResult": text})


def test_some_releases_ignore_the_start() -> None:
    assert parse_page({"startIndex": "2"}, honours_start=False).start == 0
