"""Judging what plug-ins do with two endpoints."""

from types import SimpleNamespace
from typing import Any

import pytest

from harness.checks import ReasonCode
from harness.checks.registry import spec_of
from harness.pytest_plugin import Branch, Judge, Node, Snapshot
from harness.pytest_plugin.stop import NotExercisedError
from suites.inventory.both import Sides, require_two, sides_of
from suites.inventory.questions import Question, is_partial
from suites.inventory.test_id_ambiguous import Found, asking_both, foreign, sample
from suites.inventory.test_one_dead_endpoint import Tried, first_of_each
from suites.inventory.test_relation_overwrites import incomplete
from suites.inventory.test_wrong_tenant import Told, from_the_wrong_one, mixed_up

ANNA, BO = (("name", "'Anna'"),), (("name", "'Bo'"),)


def lamp(identity: str, name: str = "", source: str = "") -> Node:
    return Node(type="Lamp", id=identity, listed_in=source, properties={"name": name})


def listing(source: str, *nodes: Node, **more: Any) -> Branch:
    return Branch(source=source, nodes=nodes, total=more.pop("total", len(nodes)), **more)


def content(node: Node) -> tuple[tuple[str, str], ...]:
    return (("name", repr(node.properties["name"])),)


def sides(alone: list[Node], both: list[Node]) -> Sides:
    first = Snapshot(branches=(listing("findAll(Lamp)", *alone),))
    now = Snapshot(branches=(listing("findAll(Lamp)", *both),))
    return sides_of(first, now, content)


def test_what_is_new_belongs_to_the_second() -> None:
    found = sides([lamp("1:a", "Anna")], [lamp("1:a", "Anna"), lamp("2:a", "Bo")])
    assert found.new == (("Lamp", "2:a"),)
    assert found.shared == ()
    assert found.types == {"Lamp"}
    assert (found.contents_of_first(), found.contents_of_second()) == ({ANNA}, {BO})
    assert set(sample(found)) == {("Lamp", "1:a"), ("Lamp", "2:a")}


def test_one_id_with_a_second_content_stands_for_two_objects() -> None:
    found = sides([lamp("a", "Anna")], [lamp("a", "Anna"), lamp("a", "Bo")])
    assert found.shared == (("Lamp", "a"),)
    # an object that is listed twice, or whose name has changed, is still one
    assert sides([lamp("a", "Anna")], [lamp("a", "Anna"), lamp("a", "Anna")]).shared == ()
    assert sides([lamp("a", "Anna")], [lamp("a", "Bo")]).shared == ()


def test_a_content_that_is_no_longer_shown_stands_for_nothing() -> None:
    named = [lamp("a", name) for name in ("Anna", "Bo", "Cy")]
    assert sides(named, named[:2]).shared == ()


def test_a_type_is_compared_when_both_sides_have_objects_of_it() -> None:
    tower = Node(type="Tower", id="t", listed_in="", properties={"name": ""})
    door = Node(type="Door", id="d", listed_in="", properties={"name": ""})
    found = sides([lamp("1:a"), door], [lamp("1:a"), door, lamp("2:a"), tower])
    assert found.types == {"Lamp"}


def test_of_each_type_and_side_eight_objects_are_looked_at() -> None:
    first = [lamp(f"1:{number}") for number in range(20)]
    found = sides(first, first + [lamp(f"2:{number}") for number in range(20)])
    sampled = [key[1].partition(":")[0] for key in sample(found)]
    assert (sampled.count("1"), sampled.count("2")) == (8, 8)


def configured(*states: str) -> Any:
    def run(state: str) -> Any:
        expect = SimpleNamespace(state="completed")
        return SimpleNamespace(state=state, entry=SimpleNamespace(expect=expect))

    return SimpleNamespace(runs=[run(state) for state in states])


def test_the_second_endpoint_must_be_configured() -> None:
    judge = Judge(spec_of("inv.wrong-tenant"))
    require_two(configured(b"completed".decode(), "completed"), judge)
    with pytest.raises(NotExercisedError, match="configured: failed") as caught:
        require_two(configured("completed", "failed", "waiting"), judge)
    assert caught.value.code is ReasonCode.NOTHING_COVERED
    with pytest.raises(NotExercisedError, match="configured: canceled"):
        require_two(configured("canceled"), judge)


def test_an_object_of_the_other_side_is_foreign() -> None:
    found = sides([lamp("1:a", "Anna")], [lamp("1:a", "Anna"), lamp("2:a", "Bo")])
    right = Found(("Lamp", "2:a"), BO, (0, 1))
    wrong = Found(("Lamp", "2:a"), ANNA, (1, 0))
    changed = Found(("Lamp", "2:a"), (("name", "'Cy'"),), (0, 1))
    gone = Found(("Lamp", "1:a"), None, (1, 1))
    assert list(foreign([right, changed, gone, wrong, wrong], found)) == [wrong]
    assert asking_both([right, wrong, gone]) == {"Lamp": 1}


def told(side: str, *contents: Any, requests: tuple[int, int], type_name: str = "Bay") -> Told:
    question = Question("findRelation", type_name, side, "lamps")
    return Told(question, side == "1", frozenset(contents), requests)


def test_an_answer_must_come_from_its_own_endpoint() -> None:
    right, wrong = told("2", BO, requests=(1, 1)), told("2", BO, requests=(1, 0))
    empty, cached = told("1", requests=(0, 1)), told("1", ANNA, requests=(0, 0))
    assert list(from_the_wrong_one([right, empty, cached])) == []
    assert list(from_the_wrong_one([right, wrong, wrong])) == [wrong]


def test_answers_that_depend_on_the_order_are_mixed_up() -> None:
    once = [told("1", ANNA, requests=(1, 0)), told("2", ANNA, requests=(0, 0))]
    again = [told("2", BO, requests=(0, 1)), told("1", BO, requests=(0, 0))]
    ((wrong, right),) = mixed_up(once, again)
    assert (wrong, right) == (again[1], {ANNA})
    ((wrong, right),) = mixed_up(once, [again[0], once[0]])
    assert (wrong, right) == (once[1], {BO})


def test_an_object_that_changes_is_not_mixed_up() -> None:
    once = [told("1", ANNA, requests=(1, 0)), told("2", BO, requests=(0, 1))]
    changed = told("1", (("name", "'Cy'"),), requests=(1, 0))
    assert list(mixed_up(once, [changed, once[1]])) == []


def test_a_listing_that_was_complete_stays_complete() -> None:
    alone = Snapshot(branches=(listing("root", lamp("1")), listing("findAll(Lamp)", lamp("1"))))
    now = Snapshot(
        branches=(listing("root", lamp("2")), listing("findAll(Lamp)", lamp("1"), lamp("2")))
    )
    root, every = incomplete(alone, now, frozenset({"Lamp"}))
    assert (root.lost, root.absent) == ((("Lamp", "1"),), ())
    assert (every.lost, every.absent) == ((), ())
    unchanged = Snapshot(branches=(listing("root", lamp("1")), now.branches[1]))
    root, _ = incomplete(alone, unchanged, frozenset({"Lamp"}))
    assert (root.lost, root.absent) == ((), (("Lamp", "2"),))


def test_listings_of_one_endpoint_and_partial_ones_need_not_be_complete() -> None:
    inner = listing("Bay/1 lamps", lamp("1"), parent=("Bay", "1"), relation="lamps")
    alone = Snapshot(branches=(listing("findAll(Lamp)", lamp("1")), inner))
    now = Snapshot(branches=(listing("findAll(Lamp)", lamp("1"), total=2), inner))
    assert list(incomplete(alone, now, frozenset({"Bay", "Lamp"}))) == []


def test_one_finding_for_each_listing() -> None:
    question = Question("findAll", "Lamp")
    tried = [
        Tried(question, "refused", dead, (("Lamp", "1"),), "", told=False)
        for dead in ("first", "second")
    ]
    assert list(first_of_each(tried, lambda each: bool(each.missing))) == tried[:1]
    assert list(first_of_each(tried, lambda each: each.told)) == []


def test_a_result_says_that_it_is_not_all() -> None:
    assert is_partial({"partial": True, "total": 1}, 1)
    assert is_partial({"partial": False, "total": 2}, 1)
    assert not is_partial({"partial": False, "total": 0}, 1)
    assert not is_partial({}, 0)
