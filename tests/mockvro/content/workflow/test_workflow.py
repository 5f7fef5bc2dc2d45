from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockvro.content.errors import ElementError
from mockvro.content.workflow import (
    ITEM_TYPES,
    Bind,
    Condition,
    ErrorHandler,
    Item,
    ItemReference,
    Node,
    Note,
    Parameter,
    Position,
    SubWorkflow,
    Surroundings,
    Variable,
    Workflow,
    expressions,
    parse_workflow,
    shown_parameters,
    workflow_problems,
    write_workflow,
)

SPIN = """<?xml version='1.0' encoding='ISO-8859-1'?>
<workflow xmlns="http://vmware.com/vco/workflow" root-name="item1" id="1111" version="1.0.0"
    api-version="6.0.0" allowed-operations="vef" restartMode="0" resumeFromFailedMode="2"
    editor-version="2.0">
  <display-name><![CDATA[Spin widget]]></display-name>
  <ref-types><![CDATA[(Acme:Widget)]]></ref-types>
  <error-handler name="item2" throw-bind-name="err"><position x="1" y="2"/></error-handler>
  <position y="50.0" x="100.0"/>
  <input><param name="widget" type="Acme:Widget"><description>W</description></param>
    <param name="rpm" type="number"/></input>
  <output><param name="ok" type="boolean"/></output>
  <attrib name="err" type="string" read-only="false"/>
  <attrib name="list" type="Array/string" read-only="true" conf-id="c" conf-key="k">
    <value encoded="n"><![CDATA[#{##}#]]></value></attrib>
  <attrib name="odd" type="string"><value encoded="Y">0041005d</value></attrib>
  <workflow-note x="1" y="2" w="3" h="4" color="red"><description>see</description></workflow-note>
  <workflow-item name="item0" type="end" end-mode="0"><position y="45.0" x="500.0"/></workflow-item>
  <workflow-item name="item1" out-name="item0" catch-name="item2" throw-bind-name="err" type="task"
      script-module="com.acme/spin">
    <display-name><![CDATA[Spin]]></display-name>
    <script encoded="false"><![CDATA[widget.spin(rpm); ok = a < b;]]></script>
    <in-binding><bind name="widget" type="Acme:Widget" export-name="widget"/>
      <bind name="rpm" type="number" export-name="NULL" explicitly-not-bound="true"/></in-binding>
    <out-binding><bind name="ok" type="boolean" export-name="ok"/></out-binding>
    <position y="55.0" x="200.0"/>
  </workflow-item>
  <workflow-item name="item2" type="end" end-mode="1" throw-bind-name="err"/>
  <presentation>
    <p-qual name="web-rendering" kind="static">tabs</p-qual>
    <p-step><title>First</title><p-group><p-param name="rpm"><desc>Speed</desc>
      <p-qual kind="static" name="mandatory" type="boolean">true</p-qual>
      <p-qual kind="ognl" name="defaultValue" type="number">GetAction("m","a").call()</p-qual>
    </p-param></p-group></p-step>
  </presentation>
</workflow>"""


def test_reads_the_example() -> None:
    workflow = parse_workflow(SPIN)
    assert (workflow.id, workflow.name, workflow.version) == ("1111", "Spin widget", "1.0.0")
    assert (workflow.restart_mode, workflow.resume_mode, workflow.resumes) == ("0", "2", False)
    assert [each.name for each in workflow.inputs] == ["widget", "rpm"]
    assert workflow.error_handlers[0].throw_bind_name == "err"
    assert workflow.position == Position(100.0, 50.0)
    assert [each.value for each in workflow.attributes] == [None, "#{##}#", "A]"]
    assert workflow.attributes[1].read_only
    item = workflow.item("item1")
    assert item is not None
    assert item.script == "widget.spin(rpm); ok = a < b;"
    assert item.script_module == "com.acme/spin"
    assert item.targets == ("item0", "item2")
    assert [bind.variable for bind in item.in_bindings] == ["widget", ""]
    assert workflow.variable_types()["odd"] == "string"
    (shown,) = shown_parameters(workflow.presentation)
    assert (shown.name, shown.description) == ("rpm", "Speed")
    assert shown.static("mandatory") == "true"
    assert shown.static("defaultValue") is None
    assert list(expressions(workflow.presentation)) == ['GetAction("m","a").call()']
    assert parse_workflow(write_workflow(workflow)) == workflow


@pytest.mark.parametrize(
    "text",
    [
        SPIN.replace('xmlns="http://vmware.com/vco/workflow"', ""),
        SPIN.replace("<workflow xmlns=", "<workflow xmlns:q='x' xmlns="),
    ],
)
def test_namespaces_do_not_matter(text: str) -> None:
    assert parse_workflow(text) == parse_workflow(SPIN)


def test_prefixed_elements() -> None:
    workflow = parse_workflow(
        "<q:workflow xmlns:q='u' id='1'><q:display-name>N</q:display-name>"
        "<q:workflow-item name='a' type='end'/></q:workflow>"
    )
    assert workflow.name == "N"
    assert workflow.items[0].name == "a"


def test_legacy_forms_and_defaults() -> None:
    workflow = parse_workflow(
        "<workflow id='1' name='Old'><param name='a' type='string'/>"
        "<workflow-item name='x' type='end' display-name='End'/></workflow>"
    )
    assert workflow.name == "Old"
    assert workflow.inputs[0].name == "a"
    assert (workflow.version, workflow.restart_mode) == ("0.0.0", "1")
    assert workflow.items[0].display_name == "End"
    assert workflow.items[0].script is None


def test_every_item_type() -> None:
    for kind in sorted(ITEM_TYPES):
        workflow = parse_workflow(f"<workflow><workflow-item name='x' type='{kind}'/></workflow>")
        assert workflow.items[0].type == kind


def test_type_specific_parts() -> None:
    workflow = parse_workflow(
        """<workflow>
        <workflow-item name="a" type="switch">
          <condition name="v" type="string" comparator="0" label="b">x</condition>
          <condition name="" type="boolean" comparator="6" label="c"/></workflow-item>
        <workflow-item name="b" type="foreach"><reference type="Workflow" id="77"/>
          <in-binding><bind name="i" type="string" export-name="*items"/>
            <bind name="f" type="string" export-name="pair.left"/></in-binding>
          <iteration-catch-block><script>log($index)</script></iteration-catch-block></workflow-item>
        <workflow-item name="c" type="multiple"><workflow-subelements-list>
          <workflow-subelement name="s" linked-workflow-id="5" serverUri="https://x">
            <display-name>Sub</display-name><in-binding><bind name="p" type="string"/></in-binding>
          </workflow-subelement></workflow-subelements-list></workflow-item>
        </workflow>"""
    )
    switch, loop, parallel = workflow.items
    assert [each.label for each in switch.conditions] == ["b", "c"]
    assert switch.conditions[0].text == "x"
    assert switch.targets == ("b", "c")
    assert loop.reference == ItemReference(type="Workflow", id="77")
    assert loop.iteration_catch_script == "log($index)"
    assert loop.in_bindings[0].iterates
    assert loop.in_bindings[0].variable == "items"
    assert (loop.in_bindings[1].variable, loop.in_bindings[1].field) == ("pair", "left")
    (sub,) = parallel.sub_workflows
    assert sub.attributes == (("serverUri", "https://x"),)
    assert sub.in_bindings[0].variable == ""
    assert parse_workflow(write_workflow(workflow)) == workflow


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("<workflow>", "W01"),
        ("<other/>", "W01"),
        ("", "W01"),
        ("<workflow><workflow-item name='x' type='magic'/></workflow>", "W02"),
        ("<workflow><workflow-item name='x'/></workflow>", "W02"),
        ("<workflow><attrib name='a'><value encoded='y'>12</value></attrib></workflow>", "W03"),
        (
            (
                "<workflow><workflow-item name='x' type='task'><script encoded='true'>00zz</script>"
                "</workflow-item></workflow>"
            ),
            "W03",
        ),
        ("<workflow><position x='a' y='1'/></workflow>", "W04"),
        ("<workflow><position x='1'/></workflow>", "W04"),
        ("<workflow><workflow-note x='1' y='1' w='NaN' h='1'/></workflow>", "W04"),
    ],
)
def test_refused(text: str, rule: str) -> None:
    with pytest.raises(ElementError) as caught:
        parse_workflow(text)
    assert caught.value.rule == rule


def test_an_unknown_type_is_named() -> None:
    with pytest.raises(ElementError, match="line 2: item 'x' has the unknown type 'magic'"):
        parse_workflow("<workflow>\n<workflow-item name='x' type='magic'/></workflow>")


def test_scripts_that_need_encoding() -> None:
    script = 'a = "]]>"; b = "<![CDATA["; c = "\x00"; d = "\ud800\U0001f600"; \r\n'
    workflow = Workflow(id="1", name="N", items=(Item(name="a", type="task", script=script),))
    text = write_workflow(workflow)
    assert 'encoded="true">0061' in text
    assert parse_workflow(text) == workflow


def test_what_cannot_be_written() -> None:
    for workflow in (Workflow(id="1", name="\x00"), Workflow(id="\x00", name="N")):
        with pytest.raises(ElementError, match="cannot be written"):
            write_workflow(workflow)


NAMES = st.text("abcXYZ019_$", min_size=1, max_size=6)
TEXT = st.text("ab <&>\"'\n\t\r]é\U0001f600", max_size=12)
SCRIPTS = st.none() | st.text(max_size=15)
OPTIONAL = st.none() | TEXT
FLOATS = st.floats(-1e6, 1e6)
POSITIONS = st.none() | st.builds(Position, FLOATS, FLOATS)
BINDS = st.lists(
    st.builds(
        Bind,
        name=NAMES,
        type=NAMES,
        export_name=OPTIONAL,
        explicitly_not_bound=st.booleans(),
        description=TEXT,
    ),
    max_size=2,
).map(tuple)
NODES = st.recursive(
    st.builds(
        Node,
        name=st.sampled_from(["p-qual", "desc", "title"]),
        attributes=st.dictionaries(st.sampled_from(["name", "kind"]), TEXT).map(
            lambda attributes: tuple(attributes.items())
        ),
        text=TEXT,
    ),
    lambda inner: st.builds(
        Node,
        name=st.sampled_from(["p-step", "p-param"]),
        children=st.lists(inner, min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=5,
)
PRESENTATIONS = st.none() | st.builds(
    Node, name=st.just("presentation"), children=st.lists(NODES, min_size=1, max_size=2).map(tuple)
)
ITEMS = st.builds(
    Item,
    name=NAMES,
    type=st.sampled_from(sorted(ITEM_TYPES)),
    out_name=OPTIONAL,
    alt_out_name=OPTIONAL,
    catch_name=OPTIONAL,
    throw_bind_name=OPTIONAL,
    script_module=OPTIONAL,
    end_mode=OPTIONAL,
    business_status=OPTIONAL,
    display_name=TEXT,
    description=TEXT,
    script=SCRIPTS,
    runtime=TEXT,
    in_bindings=BINDS,
    out_bindings=BINDS,
    position=POSITIONS,
    conditions=st.lists(
        st.builds(Condition, name=TEXT, type=TEXT, comparator=TEXT, label=TEXT, text=TEXT),
        max_size=2,
    ).map(tuple),
    reference=st.none() | st.builds(ItemReference, type=NAMES, id=TEXT),
    iteration_catch_script=SCRIPTS,
    sub_workflows=st.lists(
        st.builds(
            SubWorkflow,
            name=NAMES,
            linked_workflow_id=TEXT,
            display_name=TEXT,
            in_bindings=BINDS,
            out_bindings=BINDS,
        ),
        max_size=1,
    ).map(tuple),
    presentation=PRESENTATIONS,
)
PARAMETERS = st.lists(
    st.builds(Parameter, name=NAMES, type=TEXT, description=TEXT), max_size=2
).map(tuple)
WORKFLOWS = st.builds(
    Workflow,
    id=TEXT,
    name=TEXT,
    root_name=TEXT,
    allowed_operations=OPTIONAL,
    icon_id=OPTIONAL,
    description=TEXT,
    error_handlers=st.lists(
        st.builds(ErrorHandler, name=TEXT, throw_bind_name=OPTIONAL, position=POSITIONS), max_size=2
    ).map(tuple),
    ref_types=TEXT,
    position=POSITIONS,
    inputs=PARAMETERS,
    outputs=PARAMETERS,
    attributes=st.lists(
        st.builds(
            Variable,
            name=NAMES,
            type=TEXT,
            value=SCRIPTS,
            read_only=st.booleans(),
            description=TEXT,
            conf_id=OPTIONAL,
        ),
        max_size=2,
    ).map(tuple),
    notes=st.lists(
        st.builds(Note, x=FLOATS, y=FLOATS, w=FLOATS, h=FLOATS, description=TEXT), max_size=1
    ).map(tuple),
    items=st.lists(ITEMS, max_size=3).map(tuple),
    presentation=PRESENTATIONS,
)


AROUND = Surroundings(
    workflow_ids=frozenset(), actions=frozenset(), used_plugins=frozenset(), counted_values=False
)


@settings(max_examples=60)
@given(WORKFLOWS)
def test_any_workflow_round_trips(workflow: Workflow) -> None:
    assert parse_workflow(write_workflow(workflow)) == workflow
    workflow_problems(workflow, AROUND)


@given(st.lists(st.tuples(st.integers(0, len(SPIN) - 1), st.text(max_size=2)), max_size=4))
def test_mutations(changes: list[tuple[int, str]]) -> None:
    text = SPIN
    for place, piece in changes:
        text = text[:place] + piece + text[place + 1 :]
    try:
        workflow = parse_workflow(text)
    except ElementError:
        return
    assert parse_workflow(write_workflow(workflow)) == workflow
