"""Reading and writing ``workflow-item`` elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockvro.content import element_xml as xml
from mockvro.content import markup
from mockvro.content.errors import ElementError
from mockvro.content.markup_write import cdata
from mockvro.content.workflow.model import (
    ITEM_TYPES,
    Condition,
    Item,
    ItemReference,
    SubWorkflow,
)
from mockvro.content.workflow.parts import (
    read_binds,
    read_node,
    read_position,
    write_binds,
    write_node,
    write_position,
)

if TYPE_CHECKING:
    from lxml import etree

_ATTRIBUTES: Final = {
    "out-name": "out_name",
    "alt-out-name": "alt_out_name",
    "catch-name": "catch_name",
    "throw-bind-name": "throw_bind_name",
    "script-module": "script_module",
    "linked-workflow-id": "linked_workflow_id",
    "launched-workflow-id": "launched_workflow_id",
    "end-mode": "end_mode",
    "comparator": "comparator",
    "business-status": "business_status",
    "prototype-id": "prototype_id",
    "interaction": "interaction",
    "content-mode": "content_mode",
    "color": "color",
}


def read_item(node: etree._Element) -> Item:
    """An item of one of the twelve types.

    Raises:
        ElementError: Rule W02 (unknown type), W03 or W04.
    """
    kind = node.get("type", "")
    name = node.get("name", "")
    if kind not in ITEM_TYPES:
        what = f"item {name!r} has the unknown type {kind!r}"
        raise ElementError(what, rule="W02", line=markup.line_of(node))
    optional = {field: node.get(attribute) for attribute, field in _ATTRIBUTES.items()}
    catch_block = xml.first(node, "iteration-catch-block")
    presentation = xml.first(node, "presentation")
    subs = xml.first(node, "workflow-subelements-list")
    return Item(
        name=name,
        type=kind,
        display_name=xml.child_text(node, "display-name") or node.get("display-name", ""),
        description=xml.child_text(node, "description"),
        script=_script(node),
        runtime=xml.child_text(node, "runtime"),
        environment=xml.child_text(node, "environment"),
        in_bindings=read_binds(node, "in-binding"),
        out_bindings=read_binds(node, "out-binding"),
        position=read_position(node),
        conditions=tuple(map(_condition, xml.named(node, "condition"))),
        reference=_reference(xml.first(node, "reference")),
        iteration_catch_script=_script(catch_block) if catch_block is not None else None,
        sub_workflows=_sub_workflows(subs) if subs is not None else (),
        presentation=read_node(presentation) if presentation is not None else None,
        **optional,
    )


def _script(node: etree._Element) -> str | None:
    return xml.encodable_text(node, "script", rule="W03")


def _condition(node: etree._Element) -> Condition:
    return Condition(
        name=node.get("name", ""),
        type=node.get("type", ""),
        comparator=node.get("comparator", ""),
        label=node.get("label", ""),
        text=markup.text_of(node),
    )


def _reference(node: etree._Element | None) -> ItemReference | None:
    if node is None:
        return None
    return ItemReference(type=node.get("type", ""), id=node.get("id", ""))


_SUB_FIELDS: Final = frozenset({"name", "linked-workflow-id"})


def _sub_workflows(container: etree._Element) -> tuple[SubWorkflow, ...]:
    return tuple(map(_sub_workflow, xml.named(container, "workflow-subelement")))


def _sub_workflow(node: etree._Element) -> SubWorkflow:
    others = ((str(name), str(value)) for name, value in node.attrib.items())
    return SubWorkflow(
        name=node.get("name", ""),
        linked_workflow_id=node.get("linked-workflow-id", ""),
        display_name=xml.child_text(node, "display-name"),
        description=xml.child_text(node, "description"),
        in_bindings=read_binds(node, "in-binding"),
        out_bindings=read_binds(node, "out-binding"),
        attributes=tuple(
            (name, value)
            for name, value in others
            if name not in _SUB_FIELDS and not name.startswith("{")
        ),
    )


def write_item(item: Item) -> str:
    """The ``workflow-item`` element."""
    optional = {name: getattr(item, field) for name, field in _ATTRIBUTES.items()}
    return xml.element(
        "workflow-item",
        {"name": item.name, **optional, "type": item.type},
        xml.text_element("display-name", item.display_name),
        xml.text_element("description", item.description),
        xml.encodable_element("script", item.script, "true", "false"),
        xml.text_element("runtime", item.runtime),
        xml.text_element("environment", item.environment),
        *map(_write_condition, item.conditions),
        _write_reference(item.reference),
        _write_catch_block(item.iteration_catch_script),
        write_binds("in-binding", item.in_bindings),
        write_binds("out-binding", item.out_bindings),
        _write_sub_workflows(item.sub_workflows),
        write_node(item.presentation) if item.presentation is not None else "",
        write_position(item.position),
    )


def _write_condition(condition: Condition) -> str:
    attributes = {
        "name": condition.name,
        "type": condition.type,
        "comparator": condition.comparator,
        "label": condition.label,
    }
    return xml.element("condition", attributes, cdata(condition.text))


def _write_reference(reference: ItemReference | None) -> str:
    if reference is None:
        return ""
    return xml.element("reference", {"type": reference.type, "id": reference.id})


def _write_catch_block(script: str | None) -> str:
    if script is None:
        return ""
    inner = xml.encodable_element("script", script, "true", "false")
    return xml.element("iteration-catch-block", {}, inner)


def _write_sub_workflows(subs: tuple[SubWorkflow, ...]) -> str:
    if not subs:
        return ""
    return xml.element("workflow-subelements-list", {}, *map(_write_sub_workflow, subs))


def _write_sub_workflow(sub: SubWorkflow) -> str:
    return xml.element(
        "workflow-subelement",
        {"name": sub.name, "linked-workflow-id": sub.linked_workflow_id, **dict(sub.attributes)},
        xml.text_element("display-name", sub.display_name),
        xml.text_element("description", sub.description),
        write_binds("in-binding", sub.in_bindings),
        write_binds("out-binding", sub.out_bindings),
    )
