"""What the store needs to know about an element, read from its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.content.action import parse_action
from mockvro.content.configuration import parse_configuration
from mockvro.content.errors import ContentError
from mockvro.content.policy import parse_policy
from mockvro.content.resource_element import read_resource
from mockvro.content.workflow import parse_workflow
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from mockvro.content.package import Element


class ElementFacts(msgspec.Struct, frozen=True):
    """Name, version and rights of an element.

    Attributes:
        problem: Why its content cannot be read; empty when it can. Such an element is stored as
            it is, because the product imports it too, and fails when it is used.
    """

    name: str
    version: str = "0.0.0"
    description: str = ""
    operations: str = ""
    problem: str = ""


READERS: dict[str, Callable[[Element], Any]] = {
    Kind.WORKFLOW: lambda element: parse_workflow(element.text),
    Kind.ACTION: lambda element: parse_action(element.text),
    Kind.CONFIGURATION: lambda element: parse_configuration(element.text),
    Kind.POLICY: lambda element: parse_policy(element.text),
    Kind.RESOURCE: lambda element: read_resource(element.data),
}


def element_facts(element: Element) -> ElementFacts:
    """The facts of an element; one of an unknown type is known by its id alone."""
    reader = READERS.get(element.type)
    if reader is None:
        return ElementFacts(element.id)
    try:
        content = reader(element)
    except ContentError as problem:
        return ElementFacts(element.id, problem=str(problem))
    return ElementFacts(
        content.name or element.id,
        content.version or "0.0.0",
        content.description,
        getattr(content, "allowed_operations", None) or "",
    )
