"""Categories: folders and action modules (`reference/rest-api.md` §17)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from mockvro.api.bodies import text
from mockvro.api.call import document, empty
from mockvro.api.content_items import category_item, element_item
from mockvro.api.documents import Item, envelope, relations
from mockvro.api.errors import BadRequest, Conflict, NotFound
from mockvro.api.routing import Route
from mockvro.store import CATEGORY_TYPES, Category

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json


def listing(call: Call) -> Response:
    """`GET /categories`: by type, all or the roots only."""
    wanted = call.query.get("categoryType")
    found = [
        each
        for each in call.services.store.categories.all()
        if (not wanted or each.type == wanted) and not (call.flag("isRoot") and each.parent)
    ]
    return document(call, "categories", envelope([category_item(call, each) for each in found]))


def category_of(call: Call, category_id: str) -> Category:
    """A category by id.

    Raises:
        NotFound: There is none.
    """
    category = call.services.store.categories.get(category_id)
    if category is None:
        raise NotFound(f"no category with id {category_id!r}")
    return category


def show(call: Call) -> Response:
    """`GET /categories/{id}`: with sub-categories and elements as `down` links."""
    return document(call, "category", _document(call, category_of(call, call.path["id"])))


def _document(call: Call, category: Category) -> Json:
    store, links = call.services.store, call.links
    path = store.categories.path(category.id)
    parent = links.to("categories", category.parent) if category.parent else links.to("categories")
    children = [
        *(category_item(call, each) for each in store.categories.children(category.id)),
        *(element_item(call, each, "down") for each in store.elements.in_category(category.id)),
    ]
    return {
        "id": category.id,
        "name": category.name,
        "description": category.description,
        "type": category.type,
        "path": "/".join(each.name for each in path),
        "path-ids": [each.id for each in path],
        "href": links.to("categories", category.id),
        "relations": relations([Item(parent, rel="up"), *children]),
    }


def create(call: Call) -> Response:
    """`POST /categories` and `POST /categories/{parent}`: 201 and the category."""
    body = call.document()
    name, description = str(body.get("name") or ""), str(body.get("description") or "")
    above = call.path.get("id") or body.get("parent-category-id")
    parent = category_of(call, str(above)) if above else None
    category_type = parent.type if parent is not None else str(body.get("type") or "")
    if not name or category_type not in CATEGORY_TYPES.values():
        raise BadRequest("a category needs a name and a known type")
    parent_id = parent.id if parent is not None else None
    store = call.services.store
    with store.transaction():
        if store.categories.find(category_type, name, parent_id) is not None:
            raise Conflict(f"there is a category {name!r} already")
        category = Category(uuid.uuid4().hex, category_type, name, parent_id, description)
        store.categories.add(category)
    return document(call, "category", _document(call, category), status=201)


def update(call: Call) -> Response:
    """`PUT /categories/{id}`: 204, another name, description or parent."""
    category, body = category_of(call, call.path["id"]), call.document()
    store = call.services.store
    above = body.get("parent-category-id", category.parent)
    parent = category_of(call, str(above)) if above else None
    changed = Category(
        category.id,
        category.type,
        text(body, "name", category.name) or category.name,
        parent.id if parent is not None else None,
        text(body, "description", category.description),
    )
    with store.transaction():
        if parent is not None and not _may_hold(call, parent, category):
            raise BadRequest("a category cannot lie in itself or among others of another type")
        there = store.categories.find(changed.type, changed.name, changed.parent)
        if there is not None and there.id != category.id:
            raise BadRequest(f"there is a category {changed.name!r} already")
        store.categories.update(changed)
    return empty()


def _may_hold(call: Call, parent: Category, category: Category) -> bool:
    above = [each.id for each in call.services.store.categories.path(parent.id)]
    return parent.type == category.type and category.id not in above


def remove(call: Call) -> Response:
    """`DELETE /categories/{id}`: 409 while it holds anything, unless asked to delete that too."""
    category, store = category_of(call, call.path["id"]), call.services.store
    with store.transaction():
        filled = store.categories.children(category.id) or store.elements.in_category(category.id)
        if filled and not call.flag("deleteNonEmptyContent"):
            raise Conflict(
                f"category {category.name!r} is not empty",
                advice="use ?deleteNonEmptyContent=true",
            )
        _remove_tree(call, category)
    return empty()


def _remove_tree(call: Call, category: Category) -> None:
    store = call.services.store
    for child in store.categories.children(category.id):
        _remove_tree(call, child)
    for element in store.elements.in_category(category.id):
        store.elements.remove(element.kind, element.id)
    store.categories.remove(category.id)


ROUTES = (
    Route("GET", "/vco/api/categories", listing),
    Route("POST", "/vco/api/categories", create),
    Route("GET", "/vco/api/categories/{id}", show),
    Route("POST", "/vco/api/categories/{id}", create),
    Route("PUT", "/vco/api/categories/{id}", update),
    Route("DELETE", "/vco/api/categories/{id}", remove),
)
