from __future__ import annotations

import pytest

from suites.scripting.live import Reading, Seen, Subject, facts_by_line, reader, taken
from suites.scripting.round_trips import Attribute, Trip
from suites.scripting.test_no_validation import names_an_input
from suites.scripting.test_non_serialisable import of_each_kind, variable_type
from suites.scripting.test_null_argument import broken
from suites.scripting.test_numbers import lost

SHELF = Subject("DepotShelf", "shelf", ())
ROOM = Reading(SHELF, "room", "attribute", "Number", "subject.room")
NPE = "JavaException: java.lang.NullPointerException"


@pytest.mark.parametrize(
    "error", [NPE, f"{NPE}: null", f'{NPE}: Cannot invoke "String.trim()" because "id" is null']
)
def test_what_names_nothing_by_itself_is_broken(error: str) -> None:
    assert broken(Seen(ROOM, None, error), ("id",))


@pytest.mark.parametrize("error", ["", f"{NPE}: id must be given", "InternalError: Can't find"])
def test_a_named_argument_is_an_answer(error: str) -> None:
    assert not broken(Seen(ROOM, None, error), ("id",))


def test_a_script_and_its_answers_belong_together() -> None:
    assert reader(SHELF, [ROOM]).splitlines()[2].startswith("try { all.push")
    call = {"method": "script.run", "facts": {"facts": [{"fact": "java-leak", "line": 3}]}}

    class Call:
        facts = call

    found = facts_by_line([Call()])  # type: ignore[list-item]  # only its facts are read
    value = {"array": [{"array": [{"string": "ok"}, {"number": 2.0}]}]}
    (seen,) = taken([ROOM], value, found)
    assert (seen.value, seen.error, seen.noticed[0]["fact"]) == ({"number": 2.0}, "", "java-leak")
    (failed,) = taken([ROOM], {"array": [{"array": [{"string": "no"}, {"string": "x"}]}]}, {})
    assert (failed.value, failed.error) == (None, "x")


def test_trips() -> None:
    note = Attribute("DepotOrder", "tags", "[String")
    kept = {"array": [{"string": "a"}], "java": "java.util.ArrayList"}
    assert Trip(note, "x", {"array": [{"string": "a"}]}, kept).unchanged
    assert not Trip(note, "x", {"array": []}, {"array": [{"string": ""}]}).unchanged


def test_lost_digits_are_proved_by_an_id() -> None:
    assert lost(9007199254740992.0, "vm-9007199254740993") == 9007199254740993
    assert lost(9007199254740992.0, "vm-9007199254740992") is None
    assert lost(9007199254740992.0, "vm-1234567890123456") is None


def test_types_of_variables() -> None:
    finders = {"DepotBox": "Depot:Box"}
    box = {"sdk-object": {"type": "Depot:Box", "id": "1"}}
    assert variable_type("DepotBox", box, finders) == "Depot:Box"
    assert variable_type("[DepotBox", {"array": [None, box]}, finders) == "Array/Depot:Box"
    assert variable_type("Any", {"object": {"class": "x"}}, finders) == ""
    assert variable_type("[String", {"array": []}, finders) == ""
    assert of_each_kind([]) == ()


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("shelf must be given (Action a.b/count#2)", True),
        ('TypeError: Cannot call method "getBoxes" of null (Action x/shelf#1)', False),
        ('ReferenceError: "shelf" is not defined.', False),
        ("no such thing", False),
    ],
)
def test_an_error_names_an_input(message: str, named: bool) -> None:
    assert names_an_input({"message": message}, ("shelf",)) is named
