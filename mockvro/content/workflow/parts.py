"""Pieces that occur in several places of workflow XML, read and written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mockvro.content import element_xml as xml
from mockvro.content import markup
from mockvro.content.errors import ElementError
from mockvro.content.markup_write import cdata
from mockvro.content.workflow.model import Bind, Node, Position, Variable

if TYPE_CHECKING:
    from lxml import etree


def coordinate(node: etree._Element, name: str) -> float:
    """A coordinate attribute.

    Raises:
        ElementError: Rule W04, it is no number; the product's reader stops there.
    """
    text = node.get(name, "")
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        what = f"{name} of <{markup.local_name(node)}> is {text!r}, not a number"
        raise ElementError(what, rule="W04", line=markup.line_of(node))
    return value


def read_position(parent: etree._Element) -> Position | None:
    """The ``position`` child.

    Raises:
        ElementError: Rule W04, a coordinate is no number.
    """
    node = xml.first(parent, "position")
    if node is None:
        return None
    return Position(coordinate(node, "x"), coordinate(node, "y"))


def write_position(position: Position | None) -> str:
    """The ``position`` element; nothing without one."""
    if position is None:
        return ""
    return xml.element("position", {"x": repr(position.x), "y": repr(position.y)})


def read_variable(node: etree._Element) -> Variable:
    """An ``attrib``, ``att`` or ``attribute`` element.

    Raises:
        ElementError: Rule W03, an encoded value is no hex.
    """
    return Variable(
        name=node.get("name", ""),
        type=node.get("type", ""),
        value=xml.encodable_text(node, "value", rule="W03"),
        read_only=xml.flag(node, "read-only"),
        description=xml.child_text(node, "description"),
        conf_id=node.get("conf-id"),
        conf_key=node.get("conf-key"),
    )


def write_variable(tag: str, variable: Variable) -> str:
    """A variable under the element name of its document."""
    attributes = {
        "name": variable.name,
        "type": variable.type,
        "read-only": str(variable.read_only).lower(),
        "conf-id": variable.conf_id,
        "conf-key": variable.conf_key,
    }
    value = xml.encodable_element("value", variable.value, "y", "n")
    return xml.element(
        tag, attributes, value, xml.text_element("description", variable.description)
    )


def read_binds(parent: etree._Element, container: str) -> tuple[Bind, ...]:
    """The ``bind`` elements of an ``in-binding`` or ``out-binding`` child."""
    outer = xml.first(parent, container)
    return () if outer is None else tuple(map(_read_bind, xml.named(outer, "bind")))


def _read_bind(node: etree._Element) -> Bind:
    return Bind(
        name=node.get("name", ""),
        type=node.get("type", ""),
        export_name=node.get("export-name"),
        explicitly_not_bound=xml.flag(node, "explicitly-not-bound"),
        description=xml.child_text(node, "description"),
    )


def write_binds(container: str, binds: tuple[Bind, ...]) -> str:
    """The container element, also when it is empty, as the editor writes it."""
    return xml.element(container, {}, *map(_write_bind, binds))


def _write_bind(bind: Bind) -> str:
    attributes = {
        "name": bind.name,
        "type": bind.type,
        "export-name": bind.export_name,
        "explicitly-not-bound": "true" if bind.explicitly_not_bound else None,
    }
    return xml.element("bind", attributes, xml.text_element("description", bind.description))


def read_node(node: etree._Element) -> Node:
    """A piece of a presentation with everything below it."""
    children = tuple(map(read_node, markup.children(node)))
    attributes = ((str(name), str(value)) for name, value in node.attrib.items())
    return Node(
        name=markup.local_name(node),
        attributes=tuple(pair for pair in attributes if not pair[0].startswith("{")),
        text="" if children else markup.text_of(node),
        children=children,
    )


def write_node(node: Node) -> str:
    """A piece of a presentation."""
    content = [write_node(child) for child in node.children]
    if not content and node.text:
        content = [cdata(node.text)]
    return xml.element(node.name, dict(node.attributes), *content)
