"""Content elements as scripts hold them, and writing their content back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.content.encoding import encode_utf16
from mockvro.content.values import Reference
from mockvro.plugins.history import versions
from mockvro.scripting.answers import CoreObject
from mockvro.scripting.errors import ScriptCallError
from mockvro.store import Element, Kind
from mockvro.store.sides import INFO, SIGNATURE

if TYPE_CHECKING:
    from mockvro.scripting.world import World

CLASSES = {
    Kind.WORKFLOW: "Workflow",
    Kind.ACTION: "Action",
    Kind.CONFIGURATION: "ConfigurationElement",
    Kind.RESOURCE: "ResourceElement",
    Kind.POLICY: "PolicyTemplate",
}
"""Element kind to its class in scripts."""

KINDS = {name: kind for kind, name in CLASSES.items()}


def reference(world: World, element: Element) -> Reference:
    """The element as a script value; an action carries its module."""
    kind = Kind(element.kind)
    module = world.store.categories.get(element.category) if kind == Kind.ACTION else None
    category = module.name if module is not None else ""
    return Reference(CLASSES[kind], element.id, element.name, category)


def element_of(world: World, held: Reference) -> Element:
    """What a script value refers to.

    Raises:
        ScriptCallError: It is no element, or is not there any more.
    """
    kind = KINDS.get(held.type)
    if kind is None:
        raise ScriptCallError(f"{held.type} is no element")
    element = world.store.elements.get(kind, held.id)
    if element is None:
        raise ScriptCallError(f"{held.type} {held.id} does not exist")
    return element


def rewrite(world: World, element: Element, content: str | bytes) -> None:
    """Store new content; the author's signature covers the content before, so it goes."""
    data = content if isinstance(content, bytes) else encode_utf16(content)
    with world.store.transaction():
        world.store.elements.put(msgspec.structs.replace(element, data=data))
        for name in (SIGNATURE, INFO):
            world.store.sides.remove(element.kind, element.id, name)


def history(world: World, element: Element) -> list[CoreObject]:
    """Saved versions, newest first."""
    return [
        CoreObject(
            "VersionHistoryItem",
            {
                "version": each.number,
                "date": each.moment,
                "user": each.user,
                "comment": each.comment,
            },
        )
        for each in versions(world.store, element)
    ]
