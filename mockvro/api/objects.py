"""Plug-in objects as the catalog and the inventory show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.api.documents import Item, iso

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.content.descriptor import Descriptor
    from mockvro.plugins.finders import Facts

MASK = "*" * 8


def facts_attributes(descriptor: Descriptor, facts: Facts) -> dict[str, object]:
    """Attributes of an object: id, name and type in all spellings that clients read, properties.

    `id` is always what the id accessor gave, because clients build addresses from it; a property
    called `id` is not shown beside it.
    """
    display, full_type = facts.get("display"), f"{descriptor.name}:{facts['type']}"
    own: dict[str, object] = {
        "@name": display,
        "id": facts["id"],
        "dunesId": facts["id"],
        "@id": facts["id"],
        "displayName": display,
        "type": full_type,
        "@type": facts["type"],
        "@fullType": full_type,
    }
    properties = {
        name: property_text(entry)
        for name, entry in (facts.get("properties") or {}).items()
        if name not in own
    }
    return {**own, **properties}


def property_text(entry: dict[str, Any]) -> str | None:
    """The text of a property; None when it is null or its accessor threw."""
    value = entry.get("value")
    if not value:
        return None
    return value_text(*next(iter(value.items())))


def value_text(kind: str, content: Any) -> str:
    """A tagged value as one text."""
    writer = TEXTS.get(kind, str)
    return writer(content)


def _number_text(content: Any) -> str:
    """A number as Java prints it; most are integers there, whose type the wire does not keep."""
    number = float(content)
    return str(int(number)) if number.is_integer() else str(number)


def _array_text(elements: list[dict[str, Any] | None]) -> str:
    return ",".join("" if not each else value_text(*next(iter(each.items()))) for each in elements)


TEXTS: dict[str, Callable[[Any], str]] = {
    "secure-string": lambda _: MASK,
    "date": iso,
    "boolean": lambda content: "true" if content else "false",
    "number": _number_text,
    "sdk-object": lambda content: f"{content['type']}/{content['id']}",
    "object": lambda content: str(content.get("text")),
    "array": _array_text,
}


def object_item(descriptor: Descriptor, facts: Facts, href: str) -> Item:
    """A `down` link to an object."""
    return Item(href, facts_attributes(descriptor, facts))
