"""Judging what plug-ins cost, hide and remember."""

from typing import Any

import pytest

from harness.case import Backend, Case, Expect, ExpectedEffect, Plugin, Reading, WorkflowEntry
from harness.checks import Effect
from harness.pytest_plugin import Branch, Exchange, Node, Snapshot
from suites.inventory.expanding import Expanded, of_different_sizes
from suites.inventory.questions import Question
from suites.inventory.test_cycle import DEPTH, descend
from suites.inventory.test_findall_unbounded import Counted, growing, unbounded
from suites.inventory.test_n_plus_one import judged
from suites.inventory.test_no_notify import changes as id_changes
from suites.inventory.test_query_ignored import Sizes, telling
from suites.inventory.test_shared_instance import Tried as Tried_setting
from suites.inventory.test_shared_instance import is_shared
from suites.inventory.test_side_effect import changes, readings_of, unsafe
from suites.inventory.test_stale_cache import stale, text_of
from suites.inventory.test_swallowed_error import Tried, warnings_of
from suites.inventory.test_swallowed_error import judged as judge_tried

LAMPS = Question("findAll", "Lamp")
A, B = frozenset({(("name", "'A'"),)}), frozenset({(("name", "'B'"),)})


@pytest.mark.parametrize(
    ("points", "effect"),
    [
        ([(0, 1), (1, 2), (5, 6)], Effect.FAIL),
        ([(0, 1), (1, 3), (5, 11)], Effect.FAIL),
        ([(0, 1), (1, 1), (5, 1)], None),
        ([(0, 0), (1, 1), (2, 1)], None),
        ([(0, 2), (100, 3), (200, 4)], None),
        ([(0, 0), (1, 1), (2, 2), (3, 3), (4, 3)], Effect.WARN),
        ([(0, 1), (7, 8)], None),
    ],
)
def test_remote_calls_must_not_follow_children(
    points: list[tuple[int, int]], effect: Effect | None
) -> None:
    assert judged([Expanded(*each) for each in points]) is effect


def test_objects_of_different_sizes_are_expanded() -> None:
    branches = [
        Branch(source="", parent=("Bay", str(size)), relation="lamps", nodes=nodes(size))
        for size in (2, 0, 2, 1)
    ]
    ((key, questions),) = of_different_sizes(branches)
    assert key == ("Bay", "lamps")
    assert [each.id for each in questions] == ["0", "1", "2"]
    assert list(of_different_sizes(branches[:3])) == []


def nodes(count: int) -> tuple[Node, ...]:
    return tuple(Node(type="Lamp", id=str(number), listed_in="") for number in range(count))


def test_a_way_that_never_ends_is_found_and_a_circle_is_not() -> None:
    endless = descend([("Box", "")], lambda key: [("Box", f"{key[1]}'")])
    assert len(endless) == DEPTH
    assert descend([("Box", "a")], lambda key: [key, ("Box", "a")]) == []
    ring = {str(number): str((number + 1) % 200) for number in range(200)}
    known = [("Box", number) for number in ring]
    assert descend(known, lambda key: [("Box", ring[key[1]])]) == []


def given(objects: int, *, bounded: bool = False, error: str = "") -> Counted:
    return Counted(objects, bounded, error)


def test_everything_at_once_follows_what_was_added() -> None:
    none, few = {"A": given(3), "B": given(1)}, {"B": given(1)}
    few = {"A": given(13), **few}
    assert list(growing(none, few)) == ["A"]
    many = {"A": given(103), "B": given(1)}
    (found,) = unbounded([none, few, many], ["A"], (10, 100))
    assert found.given == (3, 13, 103)
    for bounded in (given(50), given(103, bounded=True), given(0, error="too many")):
        assert list(unbounded([none, few, {"A": bounded}], ["A"], (10, 100))) == []


@pytest.mark.parametrize(
    ("sizes", "ignored"),
    [((3, 3, 3), True), ((3, 1, 0), False), ((3, 0, 0), False), ((1, 1, 1), False)],
)
def test_a_query_that_makes_no_difference(sizes: tuple[int, int, int], ignored: bool) -> None:
    assert Sizes(*sizes).ignored is ignored


def test_a_name_must_tell_one_object_from_the_others() -> None:
    assert telling(["Pier", "North Pier", "South Pier"]) == "North Pier"
    assert telling(["Pier", "Pier"]) == ""
    assert telling(["Pier"]) == ""
    assert telling(["", ""]) == ""


def test_an_error_that_nobody_hears_of_is_swallowed() -> None:
    quiet = Tried(LAMPS, "500", struck=True, quiet=True)
    loud = Tried(LAMPS, "500", struck=True, quiet=False)
    cached = Tried(LAMPS, "500", struck=False, quiet=True)
    logged = Tried(LAMPS, "reset", struck=True, quiet=True, log=("WARN bay 1 is dead",))
    assert list(judge_tried([loud, cached, quiet, quiet], ["bay 1"])) == [(quiet, Effect.FAIL)]
    assert list(judge_tried([logged, quiet], ["bay 1"])) == [(logged, Effect.WARN)]
    assert list(judge_tried([logged], ["bay 2"])) == [(logged, Effect.FAIL)]


def test_warnings_of_a_call() -> None:
    lines = [
        {"level": "WARN", "call": "c1", "message": "dead"},
        {"level": "INFO", "call": "c1", "message": "asked"},
        {"level": "ERROR", "call": "c2", "message": "other"},
    ]
    assert list(warnings_of(lines, ["c1"])) == ["WARN dead"]


def test_stale_is_what_is_shown_as_before_although_it_is_otherwise() -> None:
    renamed, deleted, new = ("Lamp", "r"), ("Lamp", "d"), ("Lamp", "n")
    before = {renamed: A, deleted: A}
    truth = {renamed: B, new: A}
    assert list(stale(before, truth, truth)) == []
    found = {each.key: (each.old, each.true) for each in stale(before, before, truth)}
    assert found == {renamed: (A, B), deleted: (A, None), new: (None, A)}
    # a third state is no memory of the first
    assert list(stale({renamed: A}, {}, {renamed: B})) == []
    assert (text_of(A), text_of(None)) == ("name 'A'", "nothing")


@pytest.mark.parametrize(
    ("old", "set_to", "seen", "saved", "shared"),
    [
        ("1", "2", "2", False, True),
        ("1", "2", "1", False, False),
        ("1", "2", "2", True, False),
        ("1", None, "1", False, False),
        ("1", "1", "1", False, False),
        (None, "2", "2", False, False),
    ],
)
def test_an_instance_is_shared_when_another_session_sees_what_was_set(
    old: str | None, set_to: str | None, seen: str | None, saved: bool, shared: bool
) -> None:
    assert is_shared(Tried_setting(old, set_to, seen, saved)) is shared


def test_changes_are_compared_type_by_type() -> None:
    before, after = (
        Snapshot(branches=(Branch(source="root", nodes=nodes(count)),)) for count in (2, 1)
    )
    (change,) = id_changes(before, after, ["Lamp", "Bay"])
    assert (change.type, change.came, change.went) == ("Lamp", (), ("1",))


def test_writes_are_read_as_the_case_says() -> None:
    effect = ExpectedEffect(http="http://x/lamp", at="/on", equals=True)
    entry = WorkflowEntry(name="w", expect=Expect(effect=(effect,)))
    case = Case(plugin=Plugin(name="P"), backend=Backend(), workflow=(entry,))
    assert [each.source for each in readings_of(case)] == ["http://x/lamp /on"]
    counter = Reading(command=("count",))
    case = Case(plugin=Plugin(name="P"), backend=Backend(writes=counter), workflow=(entry,))
    assert list(readings_of(case)) == [counter]


def test_only_what_stood_still_by_itself_is_compared() -> None:
    before: dict[str, Any] = {"writes": 0, "requests": 1}
    (changed,) = changes(before, {"writes": 1, "requests": 2}, ["writes"])
    assert (changed.source, changed.before, changed.after) == ("writes", 0, 1)
    assert list(changes(before, before, before)) == []


def test_requests_that_may_have_written() -> None:
    exchanges = [
        Exchange(at=0, connection=1, method=method, path="/x", login=login)
        for method, login in (("GET", False), ("PUT", False), ("POST", True), ("", False))
    ]
    assert list(unsafe(exchanges)) == ["PUT /x"]
