from __future__ import annotations

import copy
from typing import Any

import pytest

from suites.install.states import ALL_PARTS, changes

ELEMENT = {"kind": "Workflow", "id": "w1", "name": "Blink", "sha256": "aa", "category": "c1"}
ENDPOINT = {"plugin": "Beacon", "id": "e1", "keys": ["host"], "pluginInstalled": True}


def state(**parts: Any) -> dict[str, Any]:
    return {part: [] for part in ALL_PARTS} | parts


def test_equal_states_do_not_differ() -> None:
    full = state(elements=[ELEMENT], endpoints=[ENDPOINT])
    assert list(changes(full, copy.deepcopy(full))) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([], [ELEMENT], "elements: Workflow w1 (Blink) added"),
        ([ELEMENT], [], "elements: Workflow w1 (Blink) removed"),
        (
            [ELEMENT],
            [ELEMENT | {"sha256": "bb", "name": "Flash"}],
            "elements: Workflow w1 (Flash) changed in name, sha256",
        ),
    ],
)
def test_what_differs_is_told(before: list[Any], after: list[Any], told: str) -> None:
    (change,) = changes(state(elements=before), state(elements=after))
    assert str(change) == told


def test_a_different_kind_is_another_element() -> None:
    other = ELEMENT | {"kind": "ScriptModule"}
    found = changes(state(elements=[ELEMENT]), state(elements=[other]))
    assert [change.how for change in found] == ["added", "removed"]


def test_what_follows_from_other_parts_is_no_change() -> None:
    after = state(endpoints=[ENDPOINT | {"pluginInstalled": False}])
    assert list(changes(state(endpoints=[ENDPOINT]), after)) == []


def test_parts_can_be_left_out() -> None:
    after = state(files=[{"path": "tmp/x", "size": 1, "sha256": "cc"}])
    assert [str(each) for each in changes(state(), after)] == ["files: tmp/x added"]
    assert list(changes(state(), after, ("elements",))) == []


def test_a_part_that_is_missing_is_empty() -> None:
    assert list(changes({}, {})) == []


def test_changes_are_told_part_by_part_and_in_order() -> None:
    before = state(
        elements=[ELEMENT], packages=[{"name": "b"}, {"name": "a"}, {"name": "c", "n": 1}]
    )
    after = state(
        packages=[{"name": "e"}, {"name": "d"}, {"name": "c", "n": 2, "m": 1}],
        categories=[{"id": "k", "name": "k"}],
    )
    assert [str(each) for each in changes(before, after)] == [
        "elements: Workflow w1 (Blink) removed",
        "categories: k added",
        "packages: d added",
        "packages: e added",
        "packages: a removed",
        "packages: b removed",
        "packages: c changed in m, n",
    ]
    assert next(iter(changes(before, {}))).entry is ELEMENT


def test_a_key_that_is_new_or_gone_is_a_change() -> None:
    bare = {key: value for key, value in ELEMENT.items() if key != "sha256"}
    for old, new in ((bare, ELEMENT), (ELEMENT, bare)):
        (change,) = changes(state(elements=[old]), state(elements=[new]))
        assert (change.how, change.keys, change.entry) == ("changed", ("sha256",), new)
