"""The namespace `System` of the catalog: the server's own content as catalog types.

Clients use workflow categories, actions and the category types; the others answer empty lists
(`reference/rest-api.md` §15).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document
from mockvro.api.catalog_query import after, shown
from mockvro.api.conditions import matching, ordered
from mockvro.api.content_items import category_item, element_item, tagged
from mockvro.api.documents import Item, attributes, envelope, relations
from mockvro.api.errors import BadRequest, NotFound
from mockvro.store import CATEGORY_TYPES, Kind

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call

CATEGORIES = tuple(CATEGORY_TYPES.values())
ELEMENTS = {
    "Workflow": Kind.WORKFLOW,
    "Action": Kind.ACTION,
    "ConfigurationElement": Kind.CONFIGURATION,
    "ResourceElement": Kind.RESOURCE,
    "PolicyTemplate": Kind.POLICY,
}
EMPTY = ("Task", "User")
CHILDREN = {
    ("WorkflowCategory", "workflows"): Kind.WORKFLOW,
    ("ScriptModuleCategory", "actions"): Kind.ACTION,
    ("ConfigurationElementCategory", "configurationElements"): Kind.CONFIGURATION,
    ("ResourceElementCategory", "resourceElements"): Kind.RESOURCE,
}


def types(call: Call) -> Response:
    """`GET /catalog/System`: a link per system type."""
    names = [*ELEMENTS, *CATEGORIES, *EMPTY]
    items = [Item(call.links.catalog("System", name), {"name": name, "id": name}) for name in names]
    content = {
        "href": call.links.catalog("System"),
        "relations": relations([Item(call.links.catalog(), rel="up"), *items]),
        "attributes": attributes({"@name": "System", "id": "System"}),
    }
    return document(call, "inventory-item", content)


def items_of(call: Call, type_name: str) -> list[Item]:
    """All objects of a system type.

    Raises:
        NotFound: There is no such type.
    """
    store = call.services.store
    if type_name in ELEMENTS:
        return [element_item(call, each) for each in store.elements.all(ELEMENTS[type_name])]
    if type_name in CATEGORIES:
        return [
            category_item(call, each) for each in store.categories.all() if each.type == type_name
        ]
    if type_name in EMPTY:
        return []
    raise NotFound(f"System has no type {type_name!r}")


def _listed(call: Call, items: list[Item]) -> Response:
    page = call.page()
    found = matching(tagged(call, items), call.conditions(), lambda item: item.attributes)
    found = ordered(found, call.orders(), lambda item: item.attributes)
    asked = page.of(after(call, found, lambda item: item.attributes["id"]))
    items = [Item(each.href, shown(call, each.attributes), each.rel) for each in asked]
    content = envelope(items, total=len(found), start=page.start)
    return document(call, "inventory-items", content)


def _below(call: Call, items: list[Item], root: str) -> list[Item]:
    """The elements and categories below a category, written as in `catalog_query`."""
    _, _, category = root.rstrip("/").rpartition("/")
    store = call.services.store
    if store.categories.get(category) is None:
        raise BadRequest(f"rootObject {root!r} names no category")

    def is_below(item: Item) -> bool:
        own = str(item.attributes["id"])
        holder = str(item.attributes.get("categoryId") or own)
        return category in {each.id for each in store.categories.path(holder)} - {own}

    return [item for item in items if is_below(item)]


def type_list(call: Call) -> Response:
    """`GET /catalog/System/{type}`."""
    items, root = items_of(call, call.path["type"]), call.query.get("rootObject", "")
    return _listed(call, _below(call, items, root) if root else items)


def one_object(call: Call) -> Response:
    """`GET /catalog/System/{type}/{id}`."""
    type_name, object_id = call.path["type"], call.path["id"]
    for item in items_of(call, type_name):
        if item.attributes["id"] == object_id:
            content = {
                "href": call.links.catalog("System", type_name, object_id),
                "relations": relations([Item(call.links.catalog("System", type_name), rel="up")]),
                "attributes": attributes(item.attributes),
            }
            return document(call, "inventory-item", content)
    raise NotFound(f"no System:{type_name} with id {object_id!r}")


def related(call: Call) -> Response:
    """`GET /catalog/System/{category type}/{id}/{relation}`: the elements of a category."""
    key = (call.path["type"], call.path["relation"])
    if key not in CHILDREN or call.services.store.categories.get(call.path["id"]) is None:
        raise NotFound(f"no relation {key[1]!r} of System:{key[0]} {call.path['id']!r}")
    elements = call.services.store.elements.in_category(call.path["id"])
    return _listed(
        call, [element_item(call, each) for each in elements if each.kind == CHILDREN[key]]
    )
