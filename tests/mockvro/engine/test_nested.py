"""Items that run workflows and actions inside a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mockvro.content.workflow import Bind, Condition, Item, SubWorkflow
from mockvro.content.workflow.model import ItemReference
from tests.waiting import until

if TYPE_CHECKING:
    from tests.mockvro.conftest import FakeHost


def each_of(flow: Any, **more: Any) -> Any:
    item = Item(
        name="each",
        type="foreach",
        out_name="end",
        reference=ItemReference(type="Workflow", id="inner"),
        in_bindings=(
            flow.bind("n", "Array/number", "*numbers"),
            flow.bind("add", "number", "plus"),
        ),
        out_bindings=(
            flow.bind("sum", "Array/number", "*sums"),
            flow.bind("text", "string", "last"),
        ),
        **more,
    )
    return flow.workflow(
        item,
        inputs={"numbers": "Array/number", "plus": "number"},
        outputs={"sums": "Array/number", "last": "string"},
        attributes={"err": "string", "failed": "Array/string"},
    )


def inner(flow: Any) -> Any:
    work = flow.task(
        "work",
        "add",
        in_bindings=(flow.bind("n", "number"), flow.bind("add", "number")),
        out_bindings=(flow.bind("sum", "number"), flow.bind("text")),
    )
    return flow.workflow(
        work,
        workflow_id="inner",
        inputs={"n": "number", "add": "number"},
        outputs={"sum": "number", "text": "string"},
    )


@pytest.fixture
def adding(template: FakeHost, kit: Any) -> list[float]:
    """The script of the inner workflow: adds, and throws at 13."""
    seen: list[float] = []

    def add(values: Any) -> Any:
        number = values["n"]["number"]
        seen.append(number)
        if number == 13:
            raise kit.script_error("unlucky")
        total = number + values["add"]["number"]
        return {"outputs": {"sum": {"number": total}, "text": {"string": f"{total:g}"}}}

    template.scripts["add"] = add
    return seen


def test_a_loop_runs_a_workflow_per_element(bench: Any, flow: Any, adding: list[float]) -> None:
    bench.add(each_of(flow), inner(flow))
    ended = bench.run(numbers=[1.0, 2.0, 3.0], plus=10.0)
    assert ended.state == "completed", ended.error
    assert bench.outputs(ended) == {"sums": [11.0, 12.0, 13.0], "last": "13"}
    assert adding == [1, 2, 3]
    activities = bench.engine.checkpoint(ended).statistics.activities
    assert activities["inner/work"].executions == 3
    assert activities["each"].executions == 1


def test_a_loop_over_nothing(bench: Any, flow: Any, adding: list[float]) -> None:
    bench.add(each_of(flow), inner(flow))
    for numbers in ([], None):
        ended = bench.run(numbers=numbers, plus=1.0)
        assert bench.outputs(ended) == {"sums": [], "last": None}
    assert adding == []


def test_without_a_catch_block_the_first_failure_ends_the_loop(
    bench: Any, flow: Any, adding: list[float]
) -> None:
    bench.add(each_of(flow), inner(flow))
    ended = bench.run(numbers=[1.0, 13.0, 3.0], plus=1.0)
    assert (ended.state, ended.error) == ("failed", "unlucky")
    assert adding == [1, 13]


def test_the_catch_block_sees_error_and_index_and_the_loop_goes_on(
    bench: Any, flow: Any, adding: list[float], template: FakeHost
) -> None:
    caught: list[Any] = []
    template.scripts["caught"] = lambda values: caught.append(dict(values)) or {}
    loop = each_of(flow, iteration_catch_script="caught", throw_bind_name="err")
    bench.add(loop, inner(flow))
    ended = bench.run(numbers=[1.0, 13.0, 3.0], plus=1.0)
    assert ended.state == "completed", ended.error
    assert bench.outputs(ended) == {"sums": [2.0, None, 4.0], "last": "4"}
    assert adding == [1, 13, 3]
    assert caught == [
        {
            "n": {"number": 13.0},
            "add": {"number": 1.0},
            "err": {"string": "unlucky"},
            "$index": {"number": 1},
        }
    ]


def test_a_catch_block_that_throws_fails_the_item(
    bench: Any, flow: Any, adding: list[float], template: FakeHost, kit: Any
) -> None:
    def worse(_: Any) -> Any:
        raise kit.script_error("worse")

    template.scripts["worse"] = worse
    loop = each_of(flow, iteration_catch_script="worse", catch_name="end", throw_bind_name="err")
    bench.add(loop, inner(flow))
    ended = bench.run(numbers=[13.0, 1.0], plus=1.0)
    assert ended.state == "completed"
    checkpoint = bench.engine.checkpoint(ended)
    assert checkpoint.value(checkpoint.attributes["err"]) == "worse"
    assert adding == [13]


@pytest.mark.parametrize(("text", "word"), [("5.0", "yes"), ("7.0", "no")])
def test_a_decision_compares_what_a_workflow_gives(  # noqa: PLR0917 - fixtures and parameters
    bench: Any, flow: Any, adding: list[float], template: FakeHost, text: str, word: str
) -> None:
    for each in ("yes", "no"):
        template.scripts[each] = lambda _, each=each: {"outputs": {"said": {"string": each}}}
    decision = Item(
        name="decide",
        type="decision-activity",
        out_name="y",
        alt_out_name="n",
        reference=ItemReference(type="Workflow", id="inner"),
        conditions=(Condition(name="sum", type="number", comparator="5", text=text),),
        in_bindings=(flow.bind("n", "number", "one"), flow.bind("add", "number", "two")),
    )
    said = (flow.bind("said"),)
    outer = flow.workflow(
        decision,
        flow.task("y", "yes", out_bindings=said),
        flow.task("n", "no", out_bindings=said),
        flow.END,
        inputs={"one": "number", "two": "number"},
        outputs={"said": "string"},
    )
    bench.add(outer, inner(flow))
    assert bench.outputs(bench.run(one=2.0, two=3.0)) == {"said": word}
    assert adding == [2]


def test_a_decision_runs_an_action(bench: Any, flow: Any, template: FakeHost) -> None:
    call = 'return System.getModule("com.example").isOpen(door);'
    template.scripts[call] = lambda values: {"result": values["door"]}
    decision = Item(
        name="decide",
        type="decision-activity",
        out_name="end",
        alt_out_name="shut",
        reference=ItemReference(type="ScriptModule", id="com.example/isOpen"),
        in_bindings=(flow.bind("door", "boolean"),),
    )
    shut = Item(name="shut", type="end", end_mode="1")
    bench.add(flow.workflow(decision, flow.END, shut, inputs={"door": "boolean"}))
    assert bench.run(door=True).state == "completed"
    assert bench.run(door=False).state == "failed"


def parallel(flow: Any, *numbers: float, **more: Any) -> Any:
    names = [f"p{index}" for index in range(len(numbers))]
    subs = tuple(
        SubWorkflow(
            name=name,
            linked_workflow_id="inner",
            in_bindings=(flow.bind("n", "number", name), flow.bind("add", "number", name)),
            out_bindings=(flow.bind("sum", "number", f"{name}sum"),),
        )
        for name in names
    )
    item = Item(name="all", type="multiple", out_name="end", sub_workflows=subs, **more)
    return flow.workflow(
        item,
        inputs=dict.fromkeys(names, "number"),
        outputs={f"{name}sum": "number" for name in names},
        attributes={"err": "string"},
    )


def test_workflows_run_in_parallel_and_all_are_waited_for(
    bench: Any, flow: Any, adding: list[float]
) -> None:
    bench.add(parallel(flow, 1, 2, 3), inner(flow))
    ended = bench.run(p0=1.0, p1=2.0, p2=3.0)
    assert ended.state == "completed", ended.error
    assert bench.outputs(ended) == {"p0sum": 2.0, "p1sum": 4.0, "p2sum": 6.0}
    assert sorted(adding) == [1, 2, 3]
    children = bench.services.store.tokens.children(ended.id)
    assert [each.state for each in children] == ["completed"] * 3


def test_one_failure_fails_the_item_after_all_are_over(
    bench: Any, flow: Any, adding: list[float]
) -> None:
    bench.add(parallel(flow, 13, 2, catch_name="end", throw_bind_name="err"), inner(flow))
    ended = bench.run(p0=13.0, p1=2.0)
    checkpoint = bench.engine.checkpoint(ended)
    assert checkpoint.value(checkpoint.attributes["err"]) == "p0: unlucky"
    assert sorted(adding) == [2, 13]


def test_cancelling_ends_the_parallel_runs(bench: Any, flow: Any) -> None:
    nap = Item(
        name="nap",
        type="input",
        out_name="end",
    )
    waiting = flow.workflow(nap, workflow_id="inner", inputs={"n": "number", "add": "number"})
    bench.add(parallel(flow, 1, 2), waiting)
    run = bench.start(p0=1.0, p1=2.0)
    tokens = bench.services.store.tokens
    until(lambda: [each.state for each in tokens.children(run)] == ["waiting"] * 2)
    bench.engine.cancel(run)
    assert [each.state for each in tokens.children(run)] == ["canceled"] * 2
    assert bench.token(run).state == "canceled"


def test_another_server_is_not_simulated(bench: Any, flow: Any) -> None:
    sub = SubWorkflow(
        name="far", linked_workflow_id="inner", attributes=(("serverUri", "https://x"),)
    )
    bench.add(flow.workflow(Item(name="a", type="multiple", out_name="end", sub_workflows=(sub,))))
    assert "not simulated" in (bench.run().error or "")


def test_a_field_of_a_composite_is_stored(bench: Any, flow: Any, template: FakeHost) -> None:
    template.scripts["make"] = lambda _: {"outputs": {"x": {"number": 4.0}}}
    point = "CompositeType(x:number,y:number):Point"
    item = flow.task("a", "make", out_bindings=(Bind(name="x", type="number", export_name="p.x"),))
    bench.add(flow.workflow(item, outputs={"p": point}))
    assert bench.outputs(bench.run()) == {"p": {"x": 4.0}}


def test_a_failed_run_can_be_resumed_with_other_values(
    bench: Any, flow: Any, adding: list[float]
) -> None:
    work = flow.task(
        "work",
        "add",
        in_bindings=(flow.bind("n", "number"), flow.bind("add", "number", "n")),
        out_bindings=(flow.bind("sum", "number"),),
    )
    bench.add(
        flow.workflow(work, inputs={"n": "number"}, outputs={"sum": "number"}, resume_mode="1")
    )
    run = bench.start(n=13.0)
    token = bench.state(run, "waiting")
    assert (token.awaits, bench.engine.question(token).wait.text) == ("failed", "unlucky")
    assert bench.engine.answer(run, {"n": 4.0})
    assert bench.outputs(bench.state(run, "completed")) == {"sum": 8.0}
    assert adding == [13, 4]


@pytest.mark.parametrize("patience", ["dismissed", "a day"])
def test_a_failed_run_that_nobody_resumes_fails(
    bench: Any, flow: Any, adding: list[float], patience: str
) -> None:
    work = flow.task("work", "add", in_bindings=(flow.bind("n", "number"),))
    bench.add(flow.workflow(work, inputs={"n": "number"}, resume_mode="1"))
    run = bench.start(n=13.0)
    bench.state(run, "waiting")
    if patience == "dismissed":
        assert bench.engine.dismiss(run)
    else:
        bench.engine.advance_clock(24 * 3600 + 1)
    assert bench.state(run, "failed").error == "unlucky"
    assert adding == [13]
