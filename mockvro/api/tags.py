"""Tags of elements and plug-in objects (`reference/rest-api.md` §16).

The OpenAPI document leaves out what a list of instances holds; it is named here after the element
of its XML form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.bodies import named, text
from mockvro.api.call import document, empty
from mockvro.api.catalog import finder_of, finders_of
from mockvro.api.catalog_system import items_of
from mockvro.api.documents import Item, envelope, present
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.routing import Route
from mockvro.store import GLOBAL, TagRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json

SHORTEST, LONGEST = 3, 64
"""Characters of a name."""

SCOPES = {"GLOBAL": (GLOBAL,), "PRIVATE": ("",), "GLOBAL_AND_PRIVATE": (GLOBAL, "")}
"""Search scope to owners; the empty one stands for the caller."""


def owners(call: Call) -> Response:
    """`GET /tags`: users that made tags."""
    names = sorted({each.owner for each in call.services.store.tags.all()})
    items = [Item(call.links.to("tags", name), {"name": name, "id": name}) for name in names]
    return document(call, "owners", envelope(items))


def of_owner(call: Call) -> Response:
    """`GET /tags/{owner}`."""
    owner = call.path["owner"]
    return _names(call, (each for each in call.services.store.tags.all() if each.owner == owner))


def visible(call: Call) -> Response:
    """`GET /tags/all`: those of the caller and the global ones."""
    found = call.services.store.tags.all()
    return _names(call, (each for each in found if each.owner in (GLOBAL, call.user)))


def of_type(call: Call) -> Response:
    """`GET /tags/all/{type}`: global tags of objects of one type."""
    wanted = call.path["type"]
    return _names(
        call,
        (
            each
            for each in call.services.store.tags.all()
            if each.is_global and wanted in (each.type, each.type.partition(":")[2])
        ),
    )


def _names(call: Call, found: Iterable[TagRecord]) -> Response:
    pairs = sorted({(each.owner, each.name) for each in found})
    items = [
        Item(call.links.to("tags", owner, name), {"name": name, "id": name, "owner": owner})
        for owner, name in pairs
    ]
    return document(call, "tags", envelope(items))


def instances(call: Call) -> Response:
    """`GET /tags/{owner}/{name}`: every object that has a tag."""
    wanted = (call.path["owner"], call.path["name"])
    found = call.services.store.tags.all()
    return _instances(call, [each for each in found if (each.owner, each.name) == wanted])


def _instances(call: Call, found: Iterable[TagRecord]) -> Response:
    documents = [tag_document(call, each) for each in found]
    return document(call, "tag-instances", {"tag-instance": documents})


def tag_document(call: Call, tag: TagRecord) -> Json:
    """One tag on one object."""
    namespace, _, name = tag.type.partition(":")
    shown = f":{tag.name}" if tag.is_global else tag.name
    return present(
        {
            "name": tag.name,
            "value": tag.value,
            "global": tag.is_global,
            "objectHref": call.links.catalog(namespace, name, tag.object),
            "href": call.links.catalog(namespace, name, tag.object, "tags", shown),
        }
    )


def forget(call: Call) -> Response:
    """`DELETE /tags/{owner}`: removes all tags of an owner."""
    call.services.store.tags.forget(call.path["owner"])
    return empty()


def of_object(call: Call) -> Response:
    """`GET /catalog/{ns}/{type}/{id}/tags`."""
    scope = call.query.get("searchScope") or "GLOBAL_AND_PRIVATE"
    if scope not in SCOPES:
        raise BadRequest(f"unknown searchScope {scope!r}", advice=f"use {', '.join(SCOPES)}")
    wanted = [each or call.user for each in SCOPES[scope]]
    found = call.services.store.tags.of(*_object(call))
    return _instances(call, [each for each in found if each.owner in wanted])


def _object(call: Call) -> tuple[str, str]:
    """Catalog type and id of the tagged object.

    Raises:
        NotFound: There is no such object.
    """
    namespace, name, object_id = call.path["ns"], call.path["type"], call.path["id"]
    if namespace == "System":
        known = any(each.attributes["id"] == object_id for each in items_of(call, name))
    else:
        finders = finders_of(call, namespace)
        known = finders.find(finder_of(finders.descriptor, name).type, object_id) is not None
    if not known:
        raise NotFound(f"no {namespace}:{name} with id {object_id!r}")
    return f"{namespace}:{name}", object_id


def tag(call: Call) -> Response:
    """`POST /catalog/{ns}/{type}/{id}/tags`: 204."""
    body = call.document()
    name = named(body)
    if not SHORTEST <= len(name) <= LONGEST:
        raise BadRequest(f"the name of a tag has {SHORTEST} to {LONGEST} characters")
    owner = GLOBAL if body.get("global") is True else call.user
    value = text(body, "value") if body.get("value") is not None else None
    call.services.store.tags.put(TagRecord(*_object(call), owner, name, value))
    return empty()


def untag(call: Call) -> Response:
    """`DELETE /catalog/{ns}/{type}/{id}/tags/{name}`: a global tag has `:` before its name."""
    name = call.path["name"]
    owner = GLOBAL if name.startswith(":") else call.user
    type_name = f"{call.path['ns']}:{call.path['type']}"
    call.services.store.tags.remove(type_name, call.path["id"], owner, name.removeprefix(":"))
    return empty()


OBJECT = "/vco/api/catalog/{ns}/{type}/{id}/tags"
ROUTES = (
    Route("GET", "/vco/api/tags", owners),
    Route("GET", "/vco/api/tags/all", visible),
    Route("GET", "/vco/api/tags/all/{type}", of_type),
    Route("GET", "/vco/api/tags/{owner}", of_owner),
    Route("DELETE", "/vco/api/tags/{owner}", forget),
    Route("GET", "/vco/api/tags/{owner}/{name}", instances),
    Route("GET", OBJECT, of_object),
    Route("POST", OBJECT, tag),
    Route("DELETE", f"{OBJECT}/{{name}}", untag),
)
