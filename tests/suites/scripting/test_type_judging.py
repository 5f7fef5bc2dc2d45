from __future__ import annotations

from typing import Any

import pytest

from suites.scripting.live import element_type, only_reads
from suites.scripting.types import Types, Wrong, describe, mismatch, promises

TYPES = Types(
    plugin="Depot",
    classes={"DepotBox": "a.Box", "DepotShelf": "a.Shelf"},
    finders={"Box": "DepotBox", "Shelf": "DepotShelf"},
    extends=lambda given, expected: (given, expected) == ("a.Crate", "a.Box"),
)
BOX = {"sdk-object": {"type": "Depot:Box", "id": "1"}}
SHELF = {"sdk-object": {"type": "Depot:Shelf", "id": "1"}}


def java(name: str) -> dict[str, Any]:
    return {"object": {"class": name, "text": ""}}


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ("String", {"string": "x"}),
        ("SecureString", {"secure-string": "x"}),
        ("java.lang.Long", {"number": 1}),
        ("Properties", {"properties": {}, "java": "java.util.TreeMap"}),
        ("[DepotBox", {"array": [BOX, None]}),
        ("Array/Depot:Box", {"array": []}),
        ("DepotBox", BOX),
        ("Depot:Box", BOX),
        ("DepotBox", java("a.Crate")),
        ("DepotBox", None),
        ("Any", {"number": 1}),
        ("MimeAttachment", {"string": "x"}),
    ],
)
def test_fits(declared: str, value: Any) -> None:
    assert mismatch(declared, value, TYPES) is None


@pytest.mark.parametrize(
    ("declared", "value", "seen"),
    [
        ("Number", {"string": "1"}, "a value of type string"),
        ("String", BOX, "an object of type Depot:Box"),
        ("DepotBox", SHELF, "an object of type Depot:Shelf"),
        ("DepotBox", java("a.Shelf"), "a Java object of class a.Shelf"),
        ("DepotBox", {"string": "x"}, "a value of type string"),
        ("[DepotBox", BOX, "no list, but an object of type Depot:Box"),
        ("[String", {"array": [BOX, BOX]}, "2 of 2 elements: an object of type Depot:Box"),
    ],
)
def test_does_not_fit(declared: str, value: Any, seen: str) -> None:
    assert mismatch(declared, value, TYPES) == Wrong(seen)


@pytest.mark.parametrize(
    ("declared", "value", "wrong"),
    [
        ("[DepotBox", {"array": [SHELF, None, BOX, SHELF]}, ("2 of 3 elements", True)),
        ("[DepotBox", {"array": [SHELF, None]}, ("1 of 1 elements", False)),
        ("[Number", {"array": [BOX, {"string": ""}]}, ("2 of 2 elements", False)),
        ("[[DepotBox", {"array": [{"array": [SHELF, BOX]}]}, ("1 of 1 elements", True)),
        ("[[DepotBox", {"array": [{"array": [SHELF]}]}, ("1 of 1 elements", False)),
        (
            "[[DepotBox",
            {"array": [{"array": [SHELF]}, {"array": [SHELF, BOX]}]},
            ("2 of 2 elements", True),
        ),
        (
            "[[DepotBox",
            {"array": [{"array": [SHELF, BOX]}, {"array": [SHELF]}]},
            ("2 of 2 elements", True),
        ),
        ("java.util.List", {"array": [SHELF, 1]}, None),
        ("[DepotBox", {"array": [SHELF] * 300}, ("300 of 300 elements", False)),
        ("[DepotBox", {}, ("no list, but a value of type ", False)),
        ("java.util.Vector", BOX, ("no list, but an object of type Depot", False)),
        ("Any", "no wire value", None),
        ("Number", "no wire value", None),
    ],
)
def test_lists_are_compared_element_by_element(
    declared: str, value: Any, wrong: tuple[str, bool] | None
) -> None:
    found = mismatch(declared, value, TYPES)
    assert (found and (found.seen.partition(":")[0], found.mixed)) == wrong


def test_of_several_wrong_elements_the_first_is_told() -> None:
    found = mismatch("[Number", {"array": [{"number": 1}, BOX, {"string": ""}]}, TYPES)
    assert found == Wrong("2 of 3 elements: an object of type Depot:Box", mixed=True)


@pytest.mark.parametrize(
    ("declared", "value", "fits"),
    [
        ("Depot:Crate", SHELF, True),  # a type that is not declared promises nothing
        ("Other:Box", SHELF, True),
        ("DepotBox", {"sdk-object": {"type": "Depot:Crate", "id": "1"}}, True),
        ("DepotBox", {"sdk-object": {"type": "Box", "id": "1"}}, True),
        ("DepotBox", java("a.Box"), True),
        ("DepotBox", java(b"a.Box".decode()), True),
        ("Number", {b"number".decode(): 1}, True),
        ("DepotBox", java("a.Bow"), False),
        ("DepotBox", java("a.Boz"), False),
        ("DepotBox", {"object": {"text": ""}}, True),
        ("Depot:Box", java("a.Crate"), True),
        ("Depot:Shelf", java("a.Crate"), False),
        ("Depot:Box", {"number": 1}, False),
        ("String", {"java": "x", "string": "y"}, True),
        ("String", {}, False),
        ("Strin", {"number": 1}, True),
    ],
)
def test_an_object_fits_its_class_and_what_extends_it(
    declared: str, value: Any, *, fits: bool
) -> None:
    assert (mismatch(declared, value, TYPES) is None) is fits


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (BOX, "an object of type Depot:Box"),
        (java("a.Box"), "a Java object of class a.Box"),
        ({"java": "a.Map", "properties": {"type": "x"}}, "a value of type properties"),
        ({"sdk-object": None}, "a value of type sdk-object"),
        ({"object": None}, "a value of type object"),
        ({"secure-string": "x"}, "a value of type string"),
        ({"table": {"type": "x", "class": "y"}}, "a value of type table"),
        ({"list": {"type": "x", "class": "y"}}, "a value of type list"),
        ({}, "a value of type "),
    ],
)
def test_a_value_in_a_word_or_two(value: Any, told: str) -> None:
    assert describe(value) == told


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("java.lang.String", True),
        ("java.util.ArrayList", True),
        ("Array/Crate", True),
        ("DepotBox", True),
        ("Depot:Crate", True),
        ("Depot", False),
        ("Other:Box", False),
        ("Crate", False),
    ],
)
def test_a_type_promises_something_when_it_is_known(declared: str, *, told: bool) -> None:
    assert promises(declared, TYPES) is told


def test_a_mixed_list_is_a_doubt() -> None:
    found = mismatch("[DepotBox", {"array": [BOX, SHELF]}, TYPES)
    assert found is not None
    assert found.mixed


def test_what_a_type_promises() -> None:
    assert promises("[Any", TYPES)
    assert not promises("Any", TYPES)
    assert (element_type("[String]"), element_type("String")) == ("String", None)


@pytest.mark.parametrize("name", ["getBoxes", "isLit", "statistics", "findAll", "getAddress"])
def test_reading_methods(name: str) -> None:
    assert only_reads(name)


@pytest.mark.parametrize(
    "name", ["getOrCreate", "issue", "switchOn", "toggle", "getNextNumber", "listen", "clear"]
)
def test_other_methods(name: str) -> None:
    assert not only_reads(name)
