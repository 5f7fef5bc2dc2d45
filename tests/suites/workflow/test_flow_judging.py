from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from harness.artifact import ShippedElement, ShippedPackage
from harness.case import WorkflowEntry
from mockvro.content.workflow import Bind, Item, Node, Workflow
from suites.workflow.driving import Driven, is_write
from suites.workflow.test_mandatory_input_missing import Marks, marks_of, names_one
from suites.workflow.test_no_timeout import interactions, trigger_timeouts
from suites.workflow.test_no_undo import spoilable, unnamed
from suites.workflow.test_not_idempotent_resume import Pair, doubled
from suites.workflow.test_scripted_loop import executes_in_loop


def asked(method: str, path: str = "/things") -> SimpleNamespace:
    return SimpleNamespace(method=method, path=path, login=True)


def driven(
    *methods: str, made: dict[tuple[str, str], str] | None = None, error: str = ""
) -> Driven:
    exchanges = tuple(map(asked, methods))
    entry = WorkflowEntry(name="Make")
    return Driven(entry, "failed", error, "", exchanges, made or {}, struck=True)  # type: ignore[arg-type]


def test_what_is_to_change_something() -> None:
    assert is_write(asked("PUT"))  # type: ignore[arg-type]
    assert not is_write(asked("GET"))  # type: ignore[arg-type]
    assert not is_write(asked("POST", "/api/login"))  # type: ignore[arg-type]


def test_requests_after_the_first_change_are_spoiled() -> None:
    assert list(spoilable(driven("GET", "PUT", "GET", "PUT"))) == [2, 3]
    assert list(spoilable(driven("GET", "PUT"))) == []
    assert list(spoilable(driven("GET", "GET"))) == []


@pytest.mark.parametrize("error", ["East is left", "see h1:4711", "4711 may be left"])
def test_what_is_left_may_be_named(error: str) -> None:
    made = {("House", "h1:4711"): "East"}
    assert unnamed(driven("PUT", made=made, error=error)) == {}
    assert unnamed(driven("PUT", made=made, error="it failed")) == made


def test_more_objects_than_without_a_restart() -> None:
    one = {("House", "1"): ""}
    two = {("House", "2"): "", ("House", "3"): ""}
    assert doubled(Pair(driven(made=one), driven(made=two))) == {"House": (1, 2)}
    assert doubled(Pair(driven(made=two), driven(made=one))) == {}


@pytest.mark.parametrize(
    "script",
    [
        "for (var i in all) { flow.execute(p); }",
        "while (more()) flow . execute(p);",
        "for each (var x in all) { if (x) { flow.execute(p); } }",
    ],
)
def test_a_loop_that_executes(script: str) -> None:
    assert executes_in_loop(script)


@pytest.mark.parametrize(
    "script",
    [
        "for (var i in all) { i++; } flow.execute(p);",
        "for (var i in all) { // flow.execute(p)\n}",
        "for (var i in all) executeLater(i);",
        "flow.execute(p);",
    ],
)
def test_a_loop_that_does_not(script: str) -> None:
    assert not executes_in_loop(script)


def shipped(
    *items: Item, forms: dict[str, str] | None = None, presentation: Node | None = None
) -> ShippedElement:
    workflow = Workflow(id="w", name="W", items=items, presentation=presentation)
    return ShippedElement(
        type="Workflow",
        id="w",
        name="W",
        workflow=workflow,
        inputs={"a": "string"},
        forms=forms or {},
    )


def test_interactions_with_and_without_a_limit() -> None:
    limit = Bind(name="timeout.date", type="Date", export_name="until")
    unbound = Bind(name="timeout.date", type="Date")
    items = (
        Item(name="i1", type="input", in_bindings=(limit,)),
        Item(name="i2", type="input", in_bindings=(unbound,)),
        Item(name="i3", type="task"),
    )
    package = ShippedPackage(entry="p", name="p", installed=True, elements=(shipped(*items),))
    assert [(each.item, each.limited) for each in interactions([package])] == [
        ("i1", True),
        ("i2", False),
    ]


def test_timeouts_of_triggers() -> None:
    calls = [
        SimpleNamespace(facts={"method": "watcher.add", "facts": {"timeout": 0}}),
        SimpleNamespace(facts={"method": "finder.find", "facts": {}}),
    ]
    assert list(trigger_timeouts(calls)) == [0.0]  # type: ignore[arg-type]


def test_marks_of_form_and_presentation() -> None:
    form = {"schema": {"a": {"constraints": {"required": True}}, "b": {"default": 1}}}
    assert marks_of(shipped(forms={"": json.dumps(form)})) == Marks(frozenset("a"), frozenset("b"))
    mark = Node(name="p-qual", attributes=(("name", "mandatory"),), text="true")
    shown = Node(name="p-param", attributes=(("name", "a"),), children=(mark,))
    step = Node(name="p-step", children=(shown,))
    presentation = Node(name="presentation", children=(step,))
    assert marks_of(shipped(presentation=presentation)) == Marks(frozenset("a"), frozenset())
    assert names_one("a must be given", ["a"])
    assert not names_one("must be given", ["a"])
