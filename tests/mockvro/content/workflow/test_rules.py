from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from mockvro.content.values import SecureString, to_text
from mockvro.content.workflow import (
    Bind,
    Condition,
    ErrorHandler,
    Item,
    ItemReference,
    Node,
    Parameter,
    SubWorkflow,
    Surroundings,
    Variable,
    Workflow,
    rules,
    workflow_problems,
)

END = Item(name="end", type="end", end_mode="0")
TASK = Item(
    name="go",
    type="task",
    out_name="end",
    script="ok = true;",
    in_bindings=(Bind(name="rpm", type="Number", export_name="rpm"),),
    out_bindings=(Bind(name="ok", type="boolean", export_name="ok"),),
)
GOOD = Workflow(
    id="1",
    name="Good",
    root_name="go",
    inputs=(Parameter(name="rpm", type="number", description="Speed"),),
    outputs=(Parameter(name="ok", type="boolean"),),
    attributes=(Variable(name="err", type="string"),),
    items=(TASK, END),
)


def changed(**changes: Any) -> Workflow:
    return msgspec.structs.replace(GOOD, **changes)


def task(**changes: Any) -> Workflow:
    return changed(items=(msgspec.structs.replace(TASK, **changes), END))


def item(**facts: Any) -> Workflow:
    more = Item(**({"name": "go", "out_name": "end"} | facts))
    return changed(items=(more, END))


def variable(kind: str, value: str, **more: Any) -> Workflow:
    return changed(attributes=(Variable(name="v", type=kind, value=value, **more),))


def shown(*names: str) -> Node:
    return Node(
        name="presentation",
        children=tuple(Node(name="p-param", attributes=(("name", name),)) for name in names),
    )


def found(workflow: Workflow, **around: Any) -> list[tuple[str, str, str]]:
    problems = workflow_problems(workflow, Surroundings(**around))
    return [(each.rule, each.severity, each.where) for each in problems]


FULL: dict[str, Any] = {
    "workflow_ids": frozenset({"77"}),
    "actions": frozenset({"com.acme/go"}),
    "module": "Acme",
    "finder_types": frozenset({"Widget"}),
    "used_plugins": frozenset({"VC"}),
    "counted_values": False,
}


def test_a_good_workflow() -> None:
    assert found(GOOD) == []
    assert found(GOOD, **FULL) == []


@pytest.mark.parametrize(
    ("workflow", "expected"),
    [
        (changed(items=(TASK, END, END)), [("W05", "error", "end")]),
        (changed(items=(TASK, END, Item(name="", type="end"))),
         [("W05", "error", "workflow"), ("W11", "warning", "")]),
        (changed(root_name="nope"),
         [("W06", "error", "workflow"), ("W11", "warning", "go"), ("W11", "warning", "end"),
          ("W12", "warning", "workflow")]),
        (task(catch_name="nope"), [("W07", "error", "go")]),
        (task(out_name="_exit"),
         [("W07", "warning", "go"), ("W11", "warning", "end"), ("W12", "warning", "workflow")]),
        (changed(error_handlers=(ErrorHandler(name="nope", throw_bind_name="err"),)),
         [("W07", "error", "error-handler")]),
        (item(type="switch", out_name=None), [("W07", "error", "go"), ("W11", "warning", "end"),
                                              ("W12", "warning", "workflow")]),
        (item(type="custom-condition"), [("W08", "error", "go")]),
        (item(type="condition", alt_out_name="end"), []),
        (item(type="link"), [("W09", "error", "go")]),
        (item(type="foreach"), [("W09", "error", "go")]),
        (item(type="multiple"), [("W09", "error", "go")]),
        (item(type="multiple", sub_workflows=(SubWorkflow(name="a", linked_workflow_id=""),)),
         [("W09", "error", "go")]),
        (item(type="waiting-timer", out_name=None),
         [("W10", "error", "go"), ("W11", "warning", "end"), ("W12", "warning", "workflow")]),
        (changed(items=(TASK, END, Item(name="lost", type="end", end_mode="0"))),
         [("W11", "warning", "lost")]),
        (task(in_bindings=(Bind(name="a", type="string", export_name="nope"),)),
         [("W17", "warning", "go")]),
        (task(throw_bind_name="nope"), [("W17", "warning", "go")]),
        (changed(error_handlers=(ErrorHandler(name="end", throw_bind_name="nope"),)),
         [("W17", "warning", "error-handler")]),
        (task(in_bindings=(Bind(name="a", type="string", export_name="rpm"),)),
         [("W18", "warning", "go")]),
        (task(in_bindings=(Bind(name="a", type="Any", export_name="rpm"),)), []),
        (task(in_bindings=(Bind(name="a", type="string", explicitly_not_bound=True),)), []),
        (task(in_bindings=(Bind(name="a", type="string"),)), []),
        (changed(outputs=(*GOOD.outputs, Parameter(name="rpm", type="number"))),
         [("W19", "warning", "rpm")]),
        (changed(items=(TASK, Item(name="end", type="end", end_mode="1"))),
         [("W20", "warning", "end")]),
        (variable("SecureString", to_text("SecureString", SecureString("x"))),
         [("W22", "warning", "v")]),
        (variable("SecureString", ""), []),
        (variable("Credential", "me:secret"), [("W22", "warning", "v")]),
        (variable("number", "abc"), [("W23", "warning", "v")]),
        (variable("Date", "2020-01-01"), [("W23", "warning", "v")]),
        (variable("boolean", "1"), [("W23", "warning", "v")]),
        (variable("Array/string", "x"), [("W23", "warning", "v")]),
        (variable("number", "__NULL__"), []),
        (variable("number", "5.0"), []),
        (changed(presentation=shown("rpm", "nope")), [("W25", "warning", "nope")]),
        (changed(restart_mode="2", resume_mode="3"),
         [("W27", "warning", "workflow"), ("W27", "warning", "workflow")]),
        (variable("Acme:W", "dunes://service.dunes.ch/CustomSDKObject?id='1'&dunesName='Acme:W'"),
         [("W28", "warning", "v")]),
        (changed(inputs=(Parameter(name="rpm", type="number"),)), [("W29", "info", "rpm")]),
        (changed(editor_version="2.1"), [("W30", "info", "workflow")]),
        (changed(editor_version="1.6"), []),
        (variable("Array/", ""), [("W31", "warning", "attribute v")]),
        (item(type="input", presentation=shown("answer")), [("W25", "warning", "go")]),
    ],
)  # fmt: skip
def test_rules(workflow: Workflow, expected: list[tuple[str, str, str]]) -> None:
    assert found(workflow) == expected


def test_read_only_outputs() -> None:
    fixed = (Variable(name="fixed", type="boolean", read_only=True),)
    bind = Bind(name="ok", type="boolean", export_name="fixed")
    workflow = msgspec.structs.replace(task(out_bindings=(bind,)), attributes=fixed)
    assert found(workflow) == [("W21", "warning", "go")]


def test_iterations_and_fields() -> None:
    types = {"items": "Array/string", "pair": "CompositeType(left:number,right:string):P"}
    attributes = tuple(Variable(name=name, type=kind) for name, kind in types.items())

    def bound(kind: str, export: str) -> list[tuple[str, str, str]]:
        bind = Bind(name="a", type=kind, export_name=export)
        return found(msgspec.structs.replace(task(in_bindings=(bind,)), attributes=attributes))

    assert bound("string", "*items") == []
    assert bound("number", "*items") == [("W18", "warning", "go")]
    assert bound("number", "pair.left") == []
    assert bound("string", "pair.left") == [("W18", "warning", "go")]


def test_switches() -> None:
    cases = (Condition(label="end", comparator="0"), Condition(label="go", comparator="6"))
    agreeing = 'if (a == 1) { return "end"; } else if (true) { return "go"; }'
    for script, expected in (
        (agreeing, []),
        (agreeing.replace('"go"', '"other"'), [("W32", "warning", "go")]),
    ):
        workflow = item(type="switch", out_name=None, conditions=cases, script=script)
        assert found(workflow) == expected


@pytest.mark.parametrize(
    ("workflow", "expected"),
    [
        (item(type="link", linked_workflow_id="77"), []),
        (item(type="link", linked_workflow_id="78"), [("W13", "warning", "go")]),
        (item(type="link", linked_workflow_id="1"), []),
        (item(type="foreach", reference=ItemReference(type="ScriptModule", id="com.acme/go")), []),
        (item(type="foreach", reference=ItemReference(type="ScriptModule", id="a/b")),
         [("W14", "warning", "go")]),
        (task(script='x = System.getModule("com.acme").go(1);'), []),
        (task(script="x = System.getModule('com.acme').stop(1);"), [("W14", "warning", "go")]),
        (task(script_module="a/b"), [("W14", "warning", "go")]),
        (variable("Acme:Widget", ""), []),
        (variable("Array/Acme:Gadget", ""), [("W15", "warning", "attribute v")]),
        (variable("VC:Vm", ""), []),
        (variable("AD:User", ""), [("W16", "warning", "attribute v")]),
        (variable("Array/string", "[8:string#x]"), [("W24", "warning", "v")]),
        (changed(presentation=Node(name="presentation", children=(
            Node(name="p-qual", attributes=(("kind", "ognl"),), text='GetAction("a","b")'),))),
         [("W26", "warning", "workflow")]),
    ],
)  # fmt: skip
def test_rules_about_surroundings(workflow: Workflow, expected: list[tuple[str, str, str]]) -> None:
    assert found(workflow, **FULL) == expected
    assert found(workflow) == []


def test_every_rule_is_listed() -> None:
    listed = re.findall(r"^(W\d\d)    ", rules.__doc__ or "", re.MULTILINE)
    assert listed == [f"W{number:02}" for number in range(1, 33)]
