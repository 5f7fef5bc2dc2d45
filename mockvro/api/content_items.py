"""List entries of content elements and categories, the same in every list that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.documents import Item
from mockvro.store import GLOBAL, Category, Element, Kind
from mockvro.store.elements import tagged_type

if TYPE_CHECKING:
    from mockvro.api.call import Call

PATHS = {
    Kind.WORKFLOW: "workflows",
    Kind.ACTION: "actions",
    Kind.CONFIGURATION: "configurations",
    Kind.RESOURCE: "resources",
    Kind.POLICY: "policies/templates",
}


def element_href(call: Call, element: Element) -> str:
    """Address of an element; kinds without a resource of their own point into the catalog."""
    kind = Kind(element.kind) if element.kind in set(Kind) else None
    if kind is not None and kind in PATHS:
        return call.links.to(*PATHS[kind].split("/"), element.id)
    return call.links.catalog("System", element.kind, element.id)


def element_item(call: Call, element: Element, rel: str = "down") -> Item:
    """The list entry of an element of any kind."""
    if element.kind == Kind.WORKFLOW:
        return workflow_item(call, element, rel)
    if element.kind == Kind.ACTION:
        return action_item(call, element, rel)
    href = element_href(call, element)
    values: dict[str, object] = {
        "itemHref": href,
        "id": element.id,
        "categoryId": element.category,
        "categoryName": category_name(call, element),
        "canExecute": True,
        "canEdit": "e" in (element.operations or "vef"),
        "name": element.name,
        "description": element.description or None,
        "version": element.version,
        "type": element.kind,
    }
    return Item(href, values, rel)


def workflow_item(call: Call, element: Element, rel: str = "down") -> Item:
    """The list entry of a workflow (`reference/rest-api.md` §10)."""
    href = call.links.workflow(element.id)
    values: dict[str, object] = {
        "itemHref": href,
        "id": element.id,
        "categoryId": element.category,
        "categoryName": category_name(call, element),
        "categoryHref": call.links.catalog("System", "WorkflowCategory", element.category),
        "canExecute": True,
        "canEdit": "e" in (element.operations or "vef"),
        "name": element.name,
        "description": element.description or None,
        "version": element.version,
        "type": "Workflow",
        "customIcon": False,
        "globalTags": _global_tags(call, element),
    }
    return Item(href, values, rel)


def _global_tags(call: Call, element: Element) -> str:
    """Global tags in the text form of lists (`reference/rest-api.md` §10)."""
    tags = call.services.store.tags.of(tagged_type(element.kind), element.id)
    return "".join(f":__SYSTEM_TAG__{each.name}." for each in tags if each.is_global)


def action_item(call: Call, element: Element, rel: str = "action") -> Item:
    """The list entry of an action (`reference/rest-api.md` §13)."""
    module = category_name(call, element)
    values: dict[str, object] = {
        "name": element.name,
        "id": element.id,
        "description": element.description or None,
        "fqn": f"{module}/{element.name}",
        "version": element.version,
        "module": module,
        "type": "Action",
        "categoryId": element.category,
        "categoryName": module,
    }
    return Item(call.links.action(element.id), values, rel)


def category_item(call: Call, category: Category) -> Item:
    """The list entry of a category."""
    values: dict[str, object] = {
        "name": category.name,
        "id": category.id,
        "type": category.type,
        "description": category.description or None,
    }
    return Item(call.links.to("categories", category.id), values)


def category_name(call: Call, element: Element) -> str | None:
    """Name of the category an element lies in; for actions the module."""
    category = call.services.store.categories.get(element.category)
    return category.name if category is not None else None


def tagged(call: Call, items: list[Item]) -> list[Item]:
    """The items that have every tag asked for with `tags=`; all without it."""
    wanted = {name for text in call.query.getlist("tags") for name in text.split(",") if name}
    if not wanted:
        return items
    return [item for item in items if wanted <= _tag_names(call, item)]


def _tag_names(call: Call, item: Item) -> set[str]:
    kind, element = str(item.attributes.get("type")), str(item.attributes.get("id"))
    tags = call.services.store.tags.of(tagged_type(kind), element)
    return {each.name for each in tags if each.owner in (GLOBAL, call.user)}
