"""What a finder call asked for, what came of it, and what else can be asked."""

from types import SimpleNamespace
from typing import Any

import pytest

from harness.client import CatalogObject
from harness.pytest_plugin import Branch, Node, Snapshot
from suites.inventory.calls import Listed, asked, listings
from suites.inventory.questions import Given, Question, about, ask, each_kind, is_partial, tops

LAMP = {"type": "Lamp", "id": "1"}


@pytest.mark.parametrize(
    ("method", "args", "told"),
    [
        ("finder.findAll", {"type": "Lamp"}, "findAll(Lamp)"),
        ("finder.find", LAMP, "find(Lamp, '1')"),
        ("finder.find", {"type": "Lamp", "id": ""}, "find(Lamp, '')"),
        (
            "finder.findRelation",
            {"parentType": "Bay", "parentId": "a", "relation": "lamps"},
            "findRelation(Bay/a, lamps)",
        ),
        (
            "finder.findRelation",
            {"parentType": "Bay", "parentId": "", "relation": "lamps"},
            "findRelation(Bay/, lamps)",
        ),
        (
            "finder.findRelation",
            {"parentType": "Bay", "relation": "lamps", "id": "b"},
            "findRelation(Bay, lamps)",
        ),
        ("plugin.load", None, "plugin.load(None)"),
    ],
)
def test_a_call_says_what_it_asked_for(method: str, args: Any, told: str) -> None:
    assert asked({"method": method, "args": args}) == told


def test_calls_that_list_are_picked_with_what_they_gave() -> None:
    calls = [
        {"method": "finder.find", "args": LAMP, "facts": {"elements": [LAMP]}},
        {"method": "finder.findAll", "args": LAMP, "facts": {"elements": [LAMP, None]}},
        {"method": "finder.findRelation", "args": {"parentType": "Bay", "relation": "lamps"}},
        {"method": "finder.findAll", "facts": {}},
        {},
    ]
    every, related, bare = listings(calls)
    assert (every.args, every.elements) == (LAMP, (LAMP,))
    assert (related.source, related.facts, related.elements) == (
        "findRelation(Bay, lamps)",
        None,
        (),
    )
    assert bare == Listed("findAll(None)", {}, {})
    assert bare.elements == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (Question("findAll", "Lamp"), "findAll(Lamp)"),
        (Question("find", "Lamp", "1"), "find(Lamp, '1')"),
        (Question("findRelation", "Root", relation="bays"), "findRelation(Root, bays)"),
        (Question("findRelation", "Bay", "a", "lamps"), "findRelation(Bay, 'a', lamps)"),
    ],
)
def test_a_question_reads_like_a_call(question: Question, told: str) -> None:
    assert str(question) == told


def test_what_came_is_told_by_type_and_id() -> None:
    objects = tuple(CatalogObject(type="Lamp", id=each) for each in "aab")
    given = Given(objects, error="", partial=False, answer=None)  # type: ignore[arg-type]
    assert given.keys == {("Lamp", "a"), ("Lamp", "b")}


@pytest.mark.parametrize(
    ("result", "listed", "partial"),
    [
        ({"partial": False, "total": 3}, 3, False),
        ({"partial": False, "total": 4}, 3, True),
        ({"partial": False, "total": 2}, 3, False),
        ({"partial": True, "total": 3}, 3, True),
        ({"total": "4"}, 3, True),
        ({"total": None}, 0, False),
    ],
)
def test_a_total_beyond_the_list_means_more(
    result: dict[str, Any], listed: int, *, partial: bool
) -> None:
    assert is_partial(result, listed) is partial


def stage() -> Any:
    relations = {"Bay": ("lamps", "doors")}
    facts = SimpleNamespace(root="Root", root_relations=("bays",), relations=relations)
    return SimpleNamespace(facts=facts, finder_types=("Bay", "Lamp"))


TOPS = [
    Question("findRelation", "Root", relation="bays"),
    Question("findAll", "Bay"),
    Question("findAll", "Lamp"),
]


def test_the_root_and_every_type_need_no_object() -> None:
    assert list(tops(stage())) == TOPS


def test_everything_about_an_object_is_asked() -> None:
    bay, lamp = (Node(type=name, id="1", listed_in="root") for name in ("Bay", "Lamp"))
    assert list(about(stage(), bay)) == [
        Question("find", "Bay", "1"),
        Question("findRelation", "Bay", "1", "lamps"),
        Question("findRelation", "Bay", "1", "doors"),
    ]
    assert list(about(stage(), lamp)) == [Question("find", "Lamp", "1")]


def test_every_kind_of_question_that_gives_something_is_asked_once() -> None:
    def node(type_name: str, identity: str) -> Node:
        return Node(type=type_name, id=identity, listed_in="x")

    def below(bay: str, relation: str, *nodes: Node) -> Branch:
        return Branch(source="x", parent=("Bay", bay), relation=relation, nodes=nodes)

    snapshot = Snapshot(
        branches=(
            Branch(source="root", nodes=(node("Bay", "a"), node("Bay", "b"))),
            Branch(source="findAll(Lamp)", nodes=(node("Lamp", ""), node("Lamp", "1"))),
            below("a", "lamps"),
            below("b", "lamps", node("Lamp", "1")),
            below("c", "lamps", node("Lamp", "2")),
            below("c", "doors", node("Lamp", "2")),
        )
    )
    assert list(each_kind(stage(), snapshot)) == [
        *TOPS,
        Question("find", "Bay", "a"),
        Question("find", "Lamp", "1"),
        Question("findRelation", "Bay", "b", "lamps"),
        Question("findRelation", "Bay", "c", "doors"),
    ]


def _one(*question: str) -> Any:
    found = CatalogObject(type="Lamp", id="1") if question[-1] != "gone" else None
    return SimpleNamespace(answer=question, found=found, error="")


def _many(*question: str) -> Any:
    return SimpleNamespace(answer=question, objects=("one", "two"), error="late")


CLIENT: Any = SimpleNamespace(catalog=SimpleNamespace(get=_one, all=_many, related=_many))
"""Answers with what it was asked."""


@pytest.mark.parametrize(
    ("question", "asked_for", "count", "error"),
    [
        (Question("find", "Lamp", "1"), ("Acme", "Lamp", "1"), 1, ""),
        (Question("find", "Lamp", "gone"), ("Acme", "Lamp", "gone"), 0, ""),
        (Question(b"findAll".decode(), "Lamp"), ("Acme", "Lamp"), 2, "late"),
        (
            Question("findRelation", b"Root".decode(), relation="bays"),
            ("Acme", "Root", "root", "bays"),
            2,
            "late",
        ),
        (Question("findRelation", "Bay", "a", "lamps"), ("Acme", "Bay", "a", "lamps"), 2, "late"),
        (Question("findRelation", "Zoo", "a", "cages"), ("Acme", "Zoo", "a", "cages"), 2, "late"),
    ],
)
@pytest.mark.parametrize("total", [None, 2, 3])
def test_a_question_goes_to_the_catalogue(
    question: Question, asked_for: tuple[str, ...], count: int, error: str, total: int | None
) -> None:
    calls = [SimpleNamespace(facts={}), SimpleNamespace(facts={"facts": {"total": total}})]
    asking: Any = SimpleNamespace(plugin="Acme", calls_of=lambda _: calls, **vars(stage()))
    given = ask(asking, question, CLIENT)
    assert (given.answer, len(given.objects), given.error) == (asked_for, count, error)
    assert given.partial is (total == 3 and question.method != "find")
