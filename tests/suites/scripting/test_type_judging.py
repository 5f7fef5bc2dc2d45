from __future__ import annotations

from typing import Any

import pytest

from suites.scripting.live import element_type, only_reads
from suites.scripting.types import Types, Wrong, mismatch, promises

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
