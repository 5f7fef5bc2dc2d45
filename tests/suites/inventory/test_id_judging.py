"""Judging ids: what is an accusation, and what is none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks import Effect
from harness.pytest_plugin import Node
from suites.inventory.made_up import made_up_ids, shortened_ids
from suites.inventory.malformed import LONG, malformed_ids
from suites.inventory.test_find_throws_npe import Thrown, effect_of, worst
from suites.inventory.test_id_not_roundtrip import Found, broken_round_trip
from suites.inventory.test_id_unstable import changes
from suites.inventory.test_phantom_object import Asked, phantoms

NPE = "java.lang.NullPointerException"
ISE = "java.lang.IllegalStateException"
UNKNOWN = "lamp-7"


def exception(name: str, message: str | None = None, cause: Any = None) -> dict[str, Any]:
    return {"class": name, "message": message, "cause": cause, "stack": [], "pluginFrame": None}


@pytest.mark.parametrize(
    ("told", "effect"),
    [
        (exception(NPE), Effect.FAIL),
        (exception(NPE, "no Lamp with id lamp-7"), Effect.FAIL),
        (exception("java.lang.StringIndexOutOfBoundsException", "index 1"), Effect.FAIL),
        (exception(ISE, "find failed", exception(NPE)), Effect.FAIL),
        (exception(ISE, "no lamp-7 here", exception(NPE)), None),
        (exception(ISE, "there is no such LAMP"), None),
        (exception(ISE, "not found"), Effect.WARN),
        (exception(ISE), Effect.WARN),
        (exception("com.example.ParseException", "bad form", exception(ISE, "x")), Effect.WARN),
    ],
)
def test_what_find_may_throw(told: dict[str, Any], effect: Effect | None) -> None:
    assert effect_of(Thrown("Lamp", UNKNOWN, told)) is effect


def test_an_empty_id_need_not_be_named_but_is_not_named_by_every_text() -> None:
    assert effect_of(Thrown("Lamp", "", exception(ISE, "not found"))) is None
    hidden = exception(ISE, "not found", exception(NPE))
    assert effect_of(Thrown("Lamp", "", hidden)) is Effect.FAIL


def test_the_start_of_a_long_id_is_enough() -> None:
    long = "abcdefgh" * 1000
    assert effect_of(Thrown("Lamp", long, exception(ISE, f"unknown: {long[:60]}…"))) is None


def test_one_finding_of_each_kind() -> None:
    thrown = [Thrown("Lamp", str(n), exception(NPE)) for n in range(9)]
    other = [Thrown("Lamp", "x", exception(ISE, "?")), Thrown("Tower", "x", exception(NPE))]
    assert [each.id for each, _ in worst([*thrown, *other])] == ["0", "x", "x"]


@given(seed=st.integers(0, 2**32), known=st.frozensets(st.text(max_size=12), max_size=5))
def test_made_up_ids_are_nobodys_and_the_same_every_time(seed: int, known: frozenset[str]) -> None:
    for make in (made_up_ids, malformed_ids):
        made = list(make(seed, known))
        assert made == list(make(seed, known))
        assert not known & set(made)
        assert "" not in made


def test_ids_are_shortened_where_their_parts_end() -> None:
    made = list(shortened_ids({"bay,lamp:3", "bay,lamp"}))
    assert made == ["bay", "bay"]
    assert list(shortened_ids({"-", "7"})) == []


def test_an_object_for_a_shortened_id_must_be_another_one() -> None:
    folder = Asked("Folder", "/a", "/a", unknown=False)
    default = Asked("Database", "c1", "c1,dbid:0", unknown=False)
    assert list(phantoms([folder, default])) == [default]


def test_malformed_ids_hold_what_breaks_readers() -> None:
    made = list(malformed_ids(1, ()))
    assert {"@@", "#;#", "#,#", "#=#", "///"} <= set(made)
    assert any("%" in each for each in made)
    assert any(not each.isascii() for each in made)
    assert max(map(len, made)) == LONG


def lamp(identity: str, **properties: Any) -> Node:
    own = {"@id": identity, "id": identity, "@name": properties.get("name", identity)}
    return Node(type="Lamp", id=identity, listed_in="", properties={**own, **properties})


LAMP = lamp("1", name="red", seen=3)


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (Found("1", {"name": "red", "seen": 4}), ""),
        (Found(None, {}), "find() gives null"),
        (Found(None, {}, "java.lang.X: boom"), "java.lang.X: boom"),
        (Found("2", {"name": "red"}), "find() gives an object with id '2'"),
        (Found("1", {"name": "blue"}), "name was 'red' and is 'blue'"),
        (Found("1", {"more": 1}), ""),
    ],
)
def test_round_trips(found: Found, problem: str) -> None:
    assert broken_round_trip(LAMP, found, ("seen",)) == problem


def test_an_object_without_id_cannot_come_back() -> None:
    assert broken_round_trip(lamp(""), Found(None, {}), ()) == "the object reports no id"


def test_the_same_ids_are_no_change_in_any_order() -> None:
    nodes = [lamp("1", name="red"), lamp("2", name="blue")]
    assert list(changes(nodes, reversed(nodes), {})) == []


def test_an_object_with_another_id_is_recognised_by_its_properties() -> None:
    before = [lamp("1", name="red", seen=1), lamp("2", name="blue", seen=1)]
    after = [lamp("2", name="blue", seen=2), lamp("9", name="red", seen=2)]
    (change,) = changes(before, after, {"Lamp": ("seen",)})
    assert (change.gone, change.new, change.renamed) == (("1",), ("9",), (("1", "9"),))


def test_a_property_that_repeats_the_id_identifies_nothing() -> None:
    (change,) = changes([lamp("1", key="1")], [lamp("2", key="2")], {})
    assert change.renamed == ()


def test_objects_that_come_and_go_are_others() -> None:
    (change,) = changes([lamp("1", name="red")], [lamp("2", name="blue")], {})
    assert (change.gone, change.new, change.renamed) == (("1",), ("2",), ())


def test_objects_without_id_are_not_compared() -> None:
    assert list(changes([lamp("", name="red")], [lamp("", name="red")], {})) == []
