"""Objects of plug-ins as the tree that the client shows (`reference/rest-api.md` §14).

A path is the plug-in's name, then pairs of relation (or type) and id. A path that ends with a
relation lists the objects of that relation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document
from mockvro.api.catalog import finder_of, finders_of
from mockvro.api.conditions import matching
from mockvro.api.documents import Item, attributes, relations
from mockvro.api.errors import NotFound
from mockvro.api.objects import facts_attributes, object_item
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.content.descriptor import Finder
    from mockvro.plugins.finders import Facts, Finders


def walk(call: Call) -> Response:
    """`GET /inventory/**`."""
    if not call.tail:
        return _top(call)
    finders = finders_of(call, call.tail[0])
    steps = call.tail[1:]
    finder, relation = _resolve(finders, steps)
    if relation is not None:
        return _relation(call, finders, finder, relation, steps)
    return _node(call, finders, finder, steps)


def _top(call: Call) -> Response:
    items = [
        Item(call.links.to("inventory", plugin.name), _named(plugin.name))
        for plugin in call.services.plugins.enabled()
    ]
    content = {"href": call.links.to("inventory"), "relations": relations(items), "attributes": []}
    return document(call, "inventory-item", content)


def _named(name: str) -> dict[str, object]:
    """Attributes of what has no more than a name, in the spellings that clients read."""
    return {"@name": name, "id": name, "displayName": name}


def _resolve(finders: Finders, steps: tuple[str, ...]) -> tuple[Finder, str | None]:
    """The finder at the end of a path, and the relation if the path ends with one.

    Raises:
        NotFound: A step is neither a relation nor the type of one.
    """
    descriptor = finders.descriptor
    if descriptor.inventory_type is None:
        raise NotFound(f"plug-in {descriptor.name!r} has no inventory")
    finder = finder_of(descriptor, descriptor.inventory_type)
    for index in range(0, len(steps), 2):
        relation = _relation_of(finder, steps[index])
        if index + 1 == len(steps):
            return finder, relation
        target = next(each.type for each in finder.relations if each.name == relation)
        finder = finder_of(descriptor, target)
    return finder, None


def _relation_of(finder: Finder, step: str) -> str:
    for matches in ("name", "type"):
        for relation in finder.relations:
            if getattr(relation, matches) == step:
                return relation.name
    raise NotFound(f"{finder.type!r} has no relation {step!r}")


def _parent_id(finders: Finders, finder: Finder, steps: tuple[str, ...]) -> str | None:
    """Id of the object that a path of whole pairs ends at; None for the root."""
    return None if finder.type == finders.descriptor.inventory_type and not steps else steps[-1]


def _children(
    call: Call, finders: Finders, finder: Finder, steps: tuple[str, ...], names: tuple[str, ...]
) -> list[Item]:
    parent = _parent_id(finders, finder, steps)
    found: list[tuple[str, Facts]] = [
        (name, facts) for name in names for facts in finders.relation(finder.type, parent, name)
    ]
    base = (finders.descriptor.name, *steps)
    items = [
        object_item(
            finders.descriptor, facts, call.links.to("inventory", *base, name, facts["id"] or "")
        )
        for name, facts in found
    ]
    matches = matching(items, call.conditions(), lambda item: item.attributes)
    return list(call.page().of(matches))


def _node(call: Call, finders: Finders, finder: Finder, steps: tuple[str, ...]) -> Response:
    name = finders.descriptor.name
    values = _named(name)
    if steps:
        facts = finders.find(finder.type, steps[-1])
        if facts is None:
            raise NotFound(f"no {name}:{finder.type} with id {steps[-1]!r}")
        values = facts_attributes(finders.descriptor, facts)
    up = Item(call.links.to("inventory", *(name, *steps)[:-2] if steps else ()), rel="up")
    children = _children(call, finders, finder, steps, finder.inventory_children)
    content = {
        "attributes": attributes(values),
        "href": call.links.to("inventory", name, *steps),
        "relations": relations([up, *children]),
    }
    return document(call, "inventory-item", content)


def _relation(
    call: Call, finders: Finders, finder: Finder, relation: str, steps: tuple[str, ...]
) -> Response:
    name, parent = finders.descriptor.name, steps[:-1]
    up = Item(call.links.to("inventory", name, *parent), rel="up")
    children = _children(call, finders, finder, parent, (relation,))
    content = {
        "attributes": attributes(_named(relation)),
        "href": call.links.to("inventory", name, *steps),
        "relations": relations([up, *children]),
    }
    return document(call, "inventory-item", content)


ROUTES = (Route("GET", "/vco/api/inventory/**", walk),)
