"""The catalogue: a plug-in's objects by type, id and relation (``rest-api.md`` §15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from msgspec import Struct, field

from harness.client.answer import Answer
from harness.client.documents import InventoryItem, Link, LinkList
from harness.client.transport import segments

if TYPE_CHECKING:
    from harness.client.transport import Transport

_CATALOG = "/vco/api/catalog"
_TYPES = ("@fullType", "type", "@type")


class CatalogObject(Struct, frozen=True, kw_only=True):
    """A plug-in object as the catalogue shows it.

    Attributes:
        type: Type without the plug-in's prefix.
        id: The id that the object itself reports; may be empty.
        properties: Its declared properties.
        relations: Names of the relations that it links to.
    """

    type: str
    id: str
    properties: dict[str, Any] = field(default_factory=dict)
    relations: tuple[str, ...] = ()


class Lookup(Struct, frozen=True, kw_only=True):
    """What looking an object up gave: an object, nothing (404), or an error of the plug-in.

    Attributes:
        answer: The whole answer.
        found: The object; None for nothing and for an error.
        error: Text of the error; empty without one.
    """

    answer: Answer
    found: CatalogObject | None = None
    error: str = ""


class Listing(Struct, frozen=True, kw_only=True):
    """What listing objects gave: the objects, or an error of the plug-in."""

    answer: Answer
    objects: tuple[CatalogObject, ...] = ()
    total: int = 0
    error: str = ""


class CatalogApi:
    """``/catalog/{plug-in}``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def root(self, plugin: str, *, timeout: float = 90.0) -> Listing:
        """List the objects below the plug-in's root."""
        answer = self._transport.get(f"{_CATALOG}/{segments(plugin)}", timeout=timeout)
        if not answer.ok:
            return Listing(answer=answer, error=answer.message)
        links = _objects(answer.decode(InventoryItem).relations)
        return Listing(
            answer=answer, objects=tuple(_from_link(link) for link in links), total=len(links)
        )

    def all(self, plugin: str, type_name: str, *, timeout: float = 90.0) -> Listing:
        """List every object of a type."""
        return self._listing(segments(plugin, type_name), timeout)

    def get(self, plugin: str, type_name: str, object_id: str, *, timeout: float = 90.0) -> Lookup:
        """Look one object up."""
        path = f"{_CATALOG}/{segments(plugin, type_name, object_id)}"
        answer = self._transport.get(path, timeout=timeout)
        if answer.status == 404:  # noqa: PLR2004 - not found
            return Lookup(answer=answer)
        if not answer.ok:
            return Lookup(answer=answer, error=answer.message)
        return Lookup(answer=answer, found=_from_item(type_name, answer.decode(InventoryItem)))

    def related(
        self,
        plugin: str,
        type_name: str,
        object_id: str,
        relation: str,
        *,
        timeout: float = 60.0,
    ) -> Listing:
        """List the objects of one relation of an object."""
        return self._listing(segments(plugin, type_name, object_id, relation), timeout)

    def _listing(self, path: str, timeout: float) -> Listing:
        answer = self._transport.get(f"{_CATALOG}/{path}", timeout=timeout)
        if not answer.ok:
            return Listing(answer=answer, error=answer.message)
        listing = answer.decode(LinkList)
        links = _objects(listing)
        return Listing(
            answer=answer,
            objects=tuple(_from_link(link) for link in links),
            total=max(listing.total, len(links)),
        )


def _objects(relations: LinkList) -> list[Link]:
    """Links to objects; links to relations and types carry a name at most."""
    return [link for link in relations.link if link.rel != "up" and link.has(*_TYPES)]


def _relations(relations: LinkList) -> list[str]:
    links = [link for link in relations.link if link.rel != "up" and not link.has(*_TYPES)]
    return [unquote(link.href.rstrip("/").rpartition("/")[2]) for link in links]


def _from_link(link: Link) -> CatalogObject:
    full = link.attribute(*_TYPES)
    return CatalogObject(
        type=full.rpartition(":")[2],
        id=link.attribute("@id", "dunesId", "id"),
        properties={item.name: item.value for item in link.attributes},
    )


def _from_item(type_name: str, item: InventoryItem) -> CatalogObject:
    properties = item.properties()
    own_id = next((properties[key] for key in ("@id", "dunesId", "id") if properties.get(key)), "")
    return CatalogObject(
        type=type_name,
        id=str(own_id),
        properties=properties,
        relations=tuple(_relations(item.relations)),
    )
