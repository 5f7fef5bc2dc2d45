"""Policy templates: ``dunes-policy`` (`reference/workflow-xml.md` §13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.content import element_xml as xml
from mockvro.content import markup
from mockvro.content.errors import ElementError, MarkupError
from mockvro.content.workflow.model import Bind, Variable
from mockvro.content.workflow.parts import read_binds, read_variable, write_binds, write_variable

if TYPE_CHECKING:
    from lxml import etree

_ROOT = "dunes-policy"


class PolicyEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What happens at an event; optional attributes are ``None`` when absent.

    Attributes:
        type: Name of the event, such as ``OnMessage``.
        kind: ``trigger`` or ``gauge``.
        script: Decoded; ``None`` when the event runs a workflow or nothing.
        workflow_id: The workflow that runs (8.x).
    """

    type: str
    kind: str = "trigger"
    active: str | None = None
    min_value: str | None = None
    max_value: str | None = None
    threshold_key: str | None = None
    path: str | None = None
    script: str | None = None
    workflow_id: str | None = None
    in_bindings: tuple[Bind, ...] = ()


class PolicyItem(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy watches: objects of ``sdk_type``, or the clock."""

    tag: str
    type: str | None = None
    sdk_type: str = "any"
    period: str | None = None
    when: str | None = None
    timezone: str | None = None
    description: str = ""
    uri: str = ""
    events: tuple[PolicyEvent, ...] = ()


class PolicyTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """A policy template."""

    id: str
    name: str
    type: str = "0"
    version: str = "0.0.0"
    api_version: str = "6.0.0"
    allowed_operations: str | None = None
    description: str = ""
    attributes: tuple[Variable, ...] = ()
    items: tuple[PolicyItem, ...] = ()
    events: tuple[PolicyEvent, ...] = ()


def parse_policy(text: str) -> PolicyTemplate:
    """Read a policy template from its decoded XML.

    Raises:
        ElementError: The text is no policy template, or an item has no tag.
    """
    root = xml.parse_root(text, _ROOT)
    return PolicyTemplate(
        id=root.get("id", ""),
        name=root.get("name", ""),
        type=root.get("type", "0"),
        version=root.get("version", "0.0.0"),
        api_version=root.get("api-version", "6.0.0"),
        allowed_operations=root.get("allowed-operations"),
        description=xml.child_text(root, "description"),
        attributes=tuple(map(read_variable, xml.named(root, "attribute"))),
        items=tuple(map(_read_item, xml.named(root, "item"))),
        events=tuple(map(_read_event, xml.named(root, "event"))),
    )


def _read_item(node: etree._Element) -> PolicyItem:
    tag = node.get("tag")
    if not tag:
        raise ElementError("an item has no tag", line=markup.line_of(node))
    return PolicyItem(
        tag=tag,
        type=node.get("type"),
        sdk_type=node.get("sdkType", "any"),
        period=node.get("periode"),
        when=node.get("when"),
        timezone=node.get("timezone"),
        description=xml.child_text(node, "description"),
        uri=xml.child_text(node, "uri"),
        events=tuple(map(_read_event, xml.named(node, "event"))),
    )


def _read_event(node: etree._Element) -> PolicyEvent:
    workflow = xml.first(node, "workflow")
    return PolicyEvent(
        type=node.get("type", ""),
        kind=node.get("kind", "trigger"),
        active=node.get("active"),
        min_value=node.get("min-value"),
        max_value=node.get("max-value"),
        threshold_key=node.get("threshold-key"),
        path=node.get("path"),
        script=xml.encodable_text(node, "script"),
        workflow_id=workflow.get("id", "") if workflow is not None else None,
        in_bindings=read_binds(workflow, "in-bindings") if workflow is not None else (),
    )


def write_policy(policy: PolicyTemplate) -> str:
    """The policy template's document as text; packages store it in UTF-16.

    Raises:
        ElementError: A name or description has characters that XML cannot hold.
    """
    try:
        return xml.document(_write(policy))
    except MarkupError as error:
        raise ElementError(f"policy template cannot be written: {error.what}") from error


def _write(policy: PolicyTemplate) -> str:
    attributes = {
        "name": policy.name,
        "type": policy.type,
        "id": policy.id,
        "version": policy.version,
        "api-version": policy.api_version,
        "allowed-operations": policy.allowed_operations,
    }
    return xml.element(
        _ROOT,
        attributes,
        xml.text_element("description", policy.description),
        *(write_variable("attribute", variable) for variable in policy.attributes),
        *map(_write_item, policy.items),
        *map(_write_event, policy.events),
    )


def _write_item(item: PolicyItem) -> str:
    attributes = {
        "tag": item.tag,
        "type": item.type,
        "sdkType": item.sdk_type,
        "periode": item.period,
        "when": item.when,
        "timezone": item.timezone,
    }
    return xml.element(
        "item",
        attributes,
        xml.text_element("description", item.description),
        xml.text_element("uri", item.uri),
        *map(_write_event, item.events),
    )


def _write_event(event: PolicyEvent) -> str:
    attributes = {
        "type": event.type,
        "kind": event.kind,
        "active": event.active,
        "min-value": event.min_value,
        "max-value": event.max_value,
        "threshold-key": event.threshold_key,
        "path": event.path,
    }
    script = xml.encodable_element("script", event.script, "true", "false")
    return xml.element("event", attributes, script, _write_workflow(event))


def _write_workflow(event: PolicyEvent) -> str:
    if event.workflow_id is None:
        return ""
    binds = write_binds("in-bindings", event.in_bindings)
    return xml.element("workflow", {"id": event.workflow_id}, binds)
