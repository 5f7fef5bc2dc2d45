"""Judging lists, their objects, and the time of calls."""

from typing import Any

import pytest

from harness.checks import Effect
from suites.inventory.calls import Listed, asked, listings
from suites.inventory.test_haschildren_lies import lies
from suites.inventory.test_no_timeout import judged
from suites.inventory.test_null_list import first_nulls, null_in
from suites.inventory.test_property_throws import first_broken
from suites.inventory.test_undeclared_type import first_undeclared, of_listings

OK = {"result": "ok", "elementsNull": False, "elements": []}


def find_all(type_name: str, facts: dict[str, Any] | None) -> dict[str, Any]:
    return {"method": "finder.findAll", "args": {"type": type_name}, "facts": facts}


def relation(parent: str | None, name: str, facts: dict[str, Any] | None) -> dict[str, Any]:
    args = {"parentType": "Tower", "parentId": parent, "relation": name}
    return {"method": "finder.findRelation", "args": args, "facts": facts}


def test_calls_say_what_they_asked_for() -> None:
    assert asked(find_all("Lamp", None)) == "findAll(Lamp)"
    assert asked(relation("1", "lamps", None)) == "findRelation(Tower/1, lamps)"
    assert asked(relation(None, "lamps", None)) == "findRelation(Tower, lamps)"
    assert (
        asked({"method": "finder.find", "args": {"type": "Lamp", "id": "1"}}) == "find(Lamp, '1')"
    )


@pytest.mark.parametrize(
    ("facts", "null"),
    [
        (OK, ""),
        (None, ""),
        ({"result": "null", "elementsNull": True, "elements": []}, "null"),
        ({**OK, "elementsNull": True}, "a QueryResult whose elements are null"),
    ],
)
def test_null_is_no_list(facts: dict[str, Any] | None, null: str) -> None:
    (listed,) = listings([find_all("Lamp", facts)])
    assert null_in(listed) == null


def test_one_null_of_each_relation() -> None:
    null = {"result": "null", "elements": []}
    made = [relation(str(n), name, null) for n in range(5) for name in ("lamps", "keepers")]
    assert len(list(first_nulls(listings(made)))) == 2


@pytest.mark.parametrize(
    ("said", "children", "lie"),
    [
        ("Yes", 0, True),
        ("No", 1, True),
        ("Yes", 1, False),
        ("No", 0, False),
        ("Unknown", 0, False),
        ("Unknown", 1, False),
        (None, 1, False),
    ],
)
def test_unknown_never_lies(said: str | None, children: int, lie: bool) -> None:
    assert lies(said, children) is lie


def test_a_broken_property_is_told_once() -> None:
    element = {"type": "Lamp", "id": "1", "class": "L", "propertyErrors": {"hue": {"class": "E"}}}
    made = [Listed("a", {}, {**OK, "elements": [element, None, {**element, "id": "2"}]})]
    assert [(each.property, each.id) for each in first_broken(made)] == [("hue", "1")]


def test_classes_are_compared_with_the_type_asked_for() -> None:
    tower = {"type": "Tower", "id": "1", "class": "p.Tower", "declared": False}
    lamp = {"type": "Lamp", "id": "2", "class": "p.BigLamp", "declared": True}
    lists = {**OK, "elements": [tower, lamp]}
    made = listings([find_all("Lamp", lists), relation("1", "lamps", lists)])
    given = list(of_listings(made, {("Tower", "lamps"): "Lamp"}))
    assert [each.type for each in given] == ["Lamp"] * 4
    (found,) = first_undeclared(given, {"Lamp": "p.Lamp", "Tower": "p.Tower"})
    assert (found.source, found.actual) == ("findAll(Lamp)", "p.Tower")


def test_where_no_class_is_declared_any_class_will_do() -> None:
    odd = {"type": None, "id": None, "class": "java.lang.String", "declared": False}
    given = of_listings(listings([find_all("Lamp", {**OK, "elements": [odd]})]), {})
    assert list(first_undeclared(given, {"Lamp": None})) == []


def call(ms: float, outcome: str = "ok", stage: str = "1", number: int = 1) -> dict[str, Any]:
    made = find_all("Lamp", None) | {"kind": "call", "ms": ms, "outcome": outcome}
    return made | {"stage": stage, "call": f"c{number}"}


def hang(stage: str) -> dict[str, Any]:
    return call(0, stage=stage) | {"kind": "call-hung", "stack": [f"stack of {stage}"]}


LIMITS = {"finder.findAll": 60.0}


@pytest.mark.parametrize(
    ("made", "effect"),
    [
        (call(29_999), None),
        (call(30_001), Effect.WARN),
        (call(60_001), Effect.FAIL),
        (call(1_000, "deadline"), Effect.FAIL),
        (call(10, "exception"), None),
    ],
)
def test_the_limit_fails_and_half_of_it_warns(made: dict[str, Any], effect: Effect | None) -> None:
    assert [each for _, each in judged([made], LIMITS)] == ([effect] if effect else [])


def test_a_hung_call_comes_with_the_stack_of_its_own_stage() -> None:
    made = [hang("1"), hang("2"), call(1000, "deadline", "2"), call(1000, "deadline", "1")]
    ((slow, _),) = judged(made, LIMITS)
    assert (slow.over, slow.stack) == (True, ("stack of 2",))
