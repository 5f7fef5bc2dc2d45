"""Actions: ``dunes-script-module`` (`reference/workflow-xml.md` §10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.content import element_xml as xml
from mockvro.content import markup
from mockvro.content.errors import ElementError, MarkupError
from mockvro.content.markup_write import cdata

if TYPE_CHECKING:
    from lxml import etree

_ROOT = "dunes-script-module"


class ActionParameter(msgspec.Struct, frozen=True):
    """A parameter, in call order."""

    name: str
    type: str
    description: str = ""


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """An action; its module comes from the package's categories, not from here.

    Attributes:
        script: Decoded; ``None`` when there is no script element.
        runtime: Polyglot runtime such as ``python:3.10``; "" is JavaScript.
        environment: Name or id of an action environment, replaces ``runtime``.
        entry_point: Handler inside the element's ``bundle``.
        category_name: Module, written for exports of a single action only.
    """

    id: str
    name: str
    version: str = "0.0.0"
    api_version: str = "6.0.0"
    allowed_operations: str | None = None
    result_type: str = "void"
    description: str = ""
    parameters: tuple[ActionParameter, ...] = ()
    script: str | None = None
    runtime: str = ""
    environment: str = ""
    entry_point: str = ""
    category_name: str | None = None
    timeout: str | None = None
    memory_limit: str | None = None


def parse_action(text: str) -> Action:
    """Read an action from its decoded XML.

    Raises:
        ElementError: The text is no action.
    """
    root = xml.parse_root(text, _ROOT)
    return Action(
        id=root.get("id", ""),
        name=root.get("name", ""),
        version=root.get("version", "0.0.0"),
        api_version=root.get("api-version", "6.0.0"),
        allowed_operations=root.get("allowed-operations"),
        result_type=root.get("result-type", "void"),
        description=xml.child_text(root, "description"),
        parameters=tuple(map(_read_parameter, xml.named(root, "param"))),
        script=xml.encodable_text(root, "script"),
        runtime=xml.child_text(root, "runtime"),
        environment=xml.child_text(root, "environment"),
        entry_point=xml.child_text(root, "entry-point"),
        category_name=root.get("category-name"),
        timeout=root.get("timeout"),
        memory_limit=root.get("memory-limit"),
    )


def _read_parameter(node: etree._Element) -> ActionParameter:
    nested = xml.first(node, "description")
    text = markup.text_of(node) if nested is None else markup.text_of(nested)
    return ActionParameter(name=node.get("n", ""), type=node.get("t", ""), description=text)


def write_action(action: Action) -> str:
    """The action's document as text; packages store it in UTF-16.

    Raises:
        ElementError: A name or description has characters that XML cannot hold.
    """
    try:
        return xml.document(_write(action))
    except MarkupError as error:
        raise ElementError(f"action cannot be written: {error.what}") from error


def _write(action: Action) -> str:
    attributes = {
        "name": action.name,
        "result-type": action.result_type,
        "api-version": action.api_version,
        "id": action.id,
        "version": action.version,
        "allowed-operations": action.allowed_operations,
        "category-name": action.category_name,
        "timeout": action.timeout,
        "memory-limit": action.memory_limit,
    }
    return xml.element(
        _ROOT,
        attributes,
        xml.text_element("description", action.description),
        *map(_write_parameter, action.parameters),
        xml.encodable_element("script", action.script, "true", "false"),
        xml.text_element("runtime", action.runtime),
        xml.text_element("environment", action.environment),
        xml.text_element("entry-point", action.entry_point),
    )


def _write_parameter(parameter: ActionParameter) -> str:
    content = [cdata(parameter.description)] if parameter.description else []
    return xml.element("param", {"n": parameter.name, "t": parameter.type}, *content)
