from __future__ import annotations

from typing import Any

import pytest

from suites.scripting.live import Subject, subjects
from suites.scripting.test_declared_missing import (
    Missing,
    absent,
    answers,
    question,
    unreachable,
)


def member(kind: str, name: str, *, present: bool = True, detail: str = "") -> dict[str, Any]:
    return {"kind": kind, "name": name, "present": present, "detail": detail}


BOX = {"script_name": "Box", "members": [member("attribute", "name"), member("method", "open")]}
MANAGER = {
    "script_name": "_Manager",
    "members": [
        member("constructor", "_Manager"),
        member("method", "find"),
        member("singleton", "Manager"),
    ],
}


def test_what_the_engine_does_not_find_is_missing() -> None:
    lost = member("method", "shut", present=False, detail="no public method shut")
    remarked = member("attribute", "size", detail="cannot be written")
    found = unreachable([{"script_name": "Box", "members": [lost, remarked]}])
    assert list(found) == [Missing("Box.shut", "no public method shut")]


def test_singletons_and_found_objects_are_asked() -> None:
    found = list(subjects([BOX, MANAGER], {"Box": ("Box", 's1/"b"')}, "Depot"))
    assert [(each.script_name, each.expression) for each in found] == [
        ("Box", 'Server.findForType("Depot:Box", "s1/\\"b\\"")'),
        ("_Manager", "Manager"),
    ]
    assert found[1].members == (("method", "find"),)


def test_objects_of_which_there_is_none_are_not_asked() -> None:
    assert list(subjects([BOX], {}, "Depot")) == []


SUBJECT = Subject("Box", "box", (("attribute", "name"), ("method", "open")))


@pytest.mark.parametrize(
    "types", [("string", "function"), ("object", "throws"), ("throws", "function")]
)
def test_what_is_there_or_throws_is_not_absent(types: tuple[str, str]) -> None:
    assert list(absent(SUBJECT, types)) == []


def test_what_is_undefined_is_absent() -> None:
    assert list(absent(SUBJECT, ("undefined", "undefined"))) == [
        Missing("Box.name", "name of box is undefined"),
        Missing("Box.open", "Cannot find function open in box"),
    ]


def test_question_and_answer_belong_together() -> None:
    assert '["name", "open"]' in question(SUBJECT)
    assert answers({"string": "string,function"}) == ("string", "function")
