"""What the store needs to know about an element, read from its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.content.errors import ContentError

if TYPE_CHECKING:
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


def element_facts(element: Element) -> ElementFacts:
    """The facts of an element; one of an unknown type is known by its id alone."""
    from mockvro.content.package import parse_element  # noqa: PLC0415 - as in Saver

    try:
        content = parse_element(element)
    except ContentError as problem:
        return ElementFacts(element.id, problem=str(problem))
    if content is None:
        return ElementFacts(element.id)
    return ElementFacts(
        content.name or element.id,
        content.version or "0.0.0",
        content.description,
        getattr(content, "allowed_operations", None) or "",
    )
