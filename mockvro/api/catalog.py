"""Objects of plug-ins by namespace, type and id (`reference/rest-api.md` §15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api import catalog_system
from mockvro.api.call import document, file
from mockvro.api.catalog_query import after, below, shown, with_tags
from mockvro.api.conditions import matching, ordered
from mockvro.api.documents import Item, attributes, envelope, present, relations
from mockvro.api.errors import NotFound
from mockvro.api.objects import facts_attributes, object_item
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.descriptor import Descriptor, Finder
    from mockvro.plugins.finders import Facts, Finders

SYSTEM = "System"


def finders_of(call: Call, namespace: str, *, internal: bool = False) -> Finders:
    """The finder calls of the caller on a plug-in, or of the server itself.

    Raises:
        NotFound: No enabled plug-in has this name.
    """
    found = call.services.plugins.finders(namespace, call.user, internal=internal)
    if found is None:
        raise NotFound(f"no plug-in {namespace!r}")
    return found


def finder_of(descriptor: Descriptor, type_name: str) -> Finder:
    """The finder of a type.

    Raises:
        NotFound: The plug-in declares no such type.
    """
    found = descriptor.finder(type_name)
    if found is None:
        raise NotFound(f"plug-in {descriptor.name!r} has no type {type_name!r}")
    return found


def catalog(call: Call) -> Response:
    """`GET /catalog`: one link per namespace."""
    names = [SYSTEM, *(plugin.name for plugin in call.services.plugins.enabled())]
    items = [Item(call.links.catalog(name), {"name": name, "id": name}) for name in names]
    content = {"href": call.links.catalog(), "relations": relations(items), "attributes": []}
    return document(call, "inventory-item", content)


def namespace(call: Call) -> Response:
    """`GET /catalog/{ns}`: the objects below the root, or the types where there is no root."""
    name = call.path["ns"]
    if name == SYSTEM:
        return catalog_system.types(call)
    finders = finders_of(call, name)
    content: Json = {
        "href": call.links.catalog(name),
        "relations": relations(
            [Item(call.links.catalog(), rel="up"), *namespace_children(call, finders)]
        ),
        "attributes": attributes({"@name": name, "id": name, "displayName": name}),
    }
    return document(call, "inventory-item", content)


def namespace_children(call: Call, finders: Finders) -> list[Item]:
    """Links to what lies below the inventory root, else to every visible type."""
    descriptor = finders.descriptor
    root = descriptor.finder(descriptor.inventory_type or "")
    if root is None:
        return [
            Item(
                call.links.catalog(descriptor.name, finder.type),
                {"@name": finder.type, "id": finder.type},
            )
            for finder in descriptor.finders
            if not finder.hidden
        ]
    found = (finders.relation(root.type, None, relation) for relation in root.inventory_children)
    return [_item(call, descriptor, facts) for related in found for facts in related]


def _item(call: Call, descriptor: Descriptor, facts: Facts) -> Item:
    href = call.links.catalog(descriptor.name, facts["type"], facts["id"] or "")
    return object_item(descriptor, facts, href)


def type_list(call: Call) -> Response:
    """`GET /catalog/{ns}/{type}`: the objects of a type."""
    name, type_name = call.path["ns"], call.path["type"]
    if name == SYSTEM:
        return catalog_system.type_list(call)
    finders = finders_of(call, name)
    finder_of(finders.descriptor, type_name)
    is_below = bool(call.query.get("rootObject"))
    found = below(call, finders, type_name) if is_below else finders.find_all(type_name)
    return object_list(call, finders.descriptor, found)


def object_list(call: Call, descriptor: Descriptor, found: Iterable[Facts]) -> Response:
    """The list envelope of objects, filtered, ordered and paged as the query says."""
    conditions, page = call.conditions(), call.page()
    attributes_of: Callable[[Facts], dict[str, object]] = lambda facts: facts_attributes(  # noqa: E731
        descriptor, facts
    )
    matches = matching(with_tags(call, descriptor.name, found), conditions, attributes_of)
    matches = ordered(matches, call.orders(), attributes_of)
    asked = page.of(after(call, matches, lambda facts: facts["id"]))
    items = [_item(call, descriptor, facts) for facts in asked]
    chosen = [Item(each.href, shown(call, each.attributes), each.rel) for each in items]
    content = envelope(chosen, total=len(matches), start=page.start)
    if asked:
        content["last-item-token"] = asked[-1]["id"]
    return document(call, "inventory-items", present(content))


def one_object(call: Call) -> Response:
    """`GET /catalog/{ns}/{type}/{id}`: 404 when the plug-in does not find it."""
    name, type_name, object_id = call.path["ns"], call.path["type"], call.path["id"]
    if name == SYSTEM:
        return catalog_system.one_object(call)
    finders = finders_of(call, name)
    finder = finder_of(finders.descriptor, type_name)
    facts = finders.find(type_name, object_id)
    if facts is None:
        raise NotFound(f"no {name}:{type_name} with id {object_id!r}")
    up = Item(call.links.catalog(name, type_name), rel="up")
    down = [
        Item(call.links.catalog(name, type_name, object_id, relation.name), {"name": relation.name})
        for relation in finder.relations
    ]
    content: Json = {
        "href": call.links.catalog(name, type_name, object_id),
        "relations": relations([up, *down]),
        "attributes": attributes(facts_attributes(finders.descriptor, facts)),
    }
    return document(call, "inventory-item", content)


def related(call: Call) -> Response:
    """`GET /catalog/{ns}/{type}/{id}/{relation}`: related objects."""
    name, type_name, relation = call.path["ns"], call.path["type"], call.path["relation"]
    if name == SYSTEM:
        return catalog_system.related(call)
    finders = finders_of(call, name)
    finder = finder_of(finders.descriptor, type_name)
    if all(each.name != relation for each in finder.relations):
        raise NotFound(f"{name}:{type_name} has no relation {relation!r}")
    is_root = type_name == finders.descriptor.inventory_type
    parent = None if is_root else call.path["id"]
    return object_list(call, finders.descriptor, finders.relation(type_name, parent, relation))


def metadata(call: Call) -> Response:
    """`GET /catalog/{ns}/metadata`: what the descriptor says about the types."""
    descriptor = finders_of(call, call.path["ns"]).descriptor
    shown = [
        _type_metadata(call, descriptor, finder)
        for finder in descriptor.finders
        if call.flag("showHiddenTypes") or not finder.hidden
    ]
    return document(call, "module-metadata", {"namespace": descriptor.name, "types": shown})


def _type_metadata(call: Call, descriptor: Descriptor, finder: Finder) -> Json:
    return {
        "name": finder.type,
        "icon-href": call.links.catalog(descriptor.name, finder.type, "metadata", "icon"),
        "attributes": [
            {
                "name": each.name,
                "display-name": each.display_name or each.name,
                "description": each.description,
                "possible-result-type": "string",
            }
            for each in finder.properties
        ],
        "relations": [
            {
                "name": each.name,
                "type": f"{descriptor.name}:{each.type}",
                "display-name": each.name,
            }
            for each in finder.relations
        ],
    }


def namespace_icon(call: Call) -> Response:
    """`GET /catalog/{ns}/metadata/icon`."""
    return _icon(call, None)


def type_icon(call: Call) -> Response:
    """`GET /catalog/{ns}/{type}/metadata/icon`; an empty type segment means the namespace."""
    return _icon(call, call.path["type"] or None)


def _icon(call: Call, type_name: str | None) -> Response:
    descriptor = finders_of(call, call.path["ns"]).descriptor
    image = finder_of(descriptor, type_name).image if type_name else descriptor.image
    data = call.services.plugins.image(descriptor.name, image)
    if data is None:
        raise NotFound(f"no icon for {type_name or descriptor.name!r}")
    return file(data, "image/png", "icon.png")


ROUTES = (
    Route("GET", "/vco/api/catalog", catalog),
    Route("GET", "/vco/api/catalog/{ns}", namespace),
    Route("GET", "/vco/api/catalog/{ns}/metadata", metadata),
    Route("GET", "/vco/api/catalog/{ns}/metadata/icon", namespace_icon),
    Route("GET", "/vco/api/catalog/{ns}/{type}", type_list),
    Route("GET", "/vco/api/catalog/{ns}/{type}/{id}", one_object),
    Route("GET", "/vco/api/catalog/{ns}/{type}/metadata/icon", type_icon),
    Route("GET", "/vco/api/catalog/{ns}/{type}/{id}/{relation}", related),
)
