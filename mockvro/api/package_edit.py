"""Making and changing packages (`reference/rest-api.md` §8)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import msgspec

from mockvro.api.bodies import text
from mockvro.api.call import empty
from mockvro.api.content_edit import element_of
from mockvro.api.errors import BadRequest, Conflict, NotFound
from mockvro.api.packages import package_of
from mockvro.api.routing import Route
from mockvro.store import CATEGORY_TYPES, Kind, StoredPackage, UsedPlugin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.api.routing import Handler
    from mockvro.store import Element

LISTS = {
    "workflows": Kind.WORKFLOW,
    "actions": Kind.ACTION,
    "configurations": Kind.CONFIGURATION,
    "resources": Kind.RESOURCE,
    "policyTemplates": Kind.POLICY,
}
"""Keys of the ids in a body."""

WORDS = {
    "workflow": Kind.WORKFLOW,
    "action": Kind.ACTION,
    "configuration": Kind.CONFIGURATION,
    "resource": Kind.RESOURCE,
}
"""Words of the paths."""


def create(call: Call) -> Response:
    """`PUT /packages/{name}`: 201; 409 when there is one."""
    name, store, body = call.path["name"], call.services.store, call.document()
    with store.transaction():
        if store.packages.get(name) is not None:
            raise Conflict(f"there is a package {name!r} already")
        package = StoredPackage(name, uuid.uuid4().hex, text(body, "description"))
        store.packages.put(package, _items(call, body, "items"))
        if body.get("rebuild") is True:
            rebuild_package(call, package)
    return empty(201, {"Location": call.links.to("packages", name)})


def _items(call: Call, body: Json, key: str) -> list[tuple[str, str]]:
    """Kind and id of every element that a body names; all of them must be there."""
    found = body.get(key)
    if found is None:
        return []
    if not isinstance(found, dict):
        raise BadRequest(f"{key} must be an object")
    return [
        (element.kind, element.id)
        for name, kind in LISTS.items()
        for element in _named(call, found, name, kind)
    ]


def _named(call: Call, found: Json, name: str, kind: Kind) -> Iterator[Element]:
    ids = found.get(name) or []
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise BadRequest(f"{name} must be a list of ids")
    return (element_of(call, kind, each) for each in ids)


def update(call: Call) -> Response:
    """`PATCH /packages/{name}`: 204, another name or description, other members."""
    package, store, body = package_of(call), call.services.store, call.document()
    name = text(body, "name") or package.name
    with store.transaction():
        if name != package.name and store.packages.get(name) is not None:
            raise Conflict(f"there is a package {name!r} already")
        members = dict.fromkeys(
            _items(call, body, "items")
            if body.get("items") is not None
            else store.packages.members(package.name)
        )
        members |= dict.fromkeys(_items(call, body, "add-items"))
        for member in _items(call, body, "delete-items"):
            members.pop(member, None)
        changed = msgspec.structs.replace(
            package, name=name, description=text(body, "description", package.description)
        )
        store.packages.remove(package.name)
        store.packages.put(changed, members)
        if body.get("rebuild") is True:
            rebuild_package(call, changed)
    return empty()


def rebuild(call: Call) -> Response:
    """`POST /packages/{name}/rebuild`: 202, everything that the members use becomes a member."""
    package = package_of(call)
    with call.services.store.transaction():
        rebuild_package(call, package)
    return empty(202)


def rebuild_package(call: Call, package: StoredPackage) -> None:
    """Add what members use, directly or not, and list the plug-ins whose types they use."""
    # Packages bring the cryptography library; a server without content starts without it.
    from mockvro.plugins.references import dependencies, plugins_of  # noqa: PLC0415

    store = call.services.store
    waiting = list(store.packages.members(package.name))
    seen, modules = set(waiting), set[str]()
    while waiting:
        element = store.elements.get(*waiting.pop())
        if element is None:
            continue
        modules |= plugins_of(element)
        added = {(each.kind, each.id) for each in dependencies(store, element)} - seen
        seen |= added
        waiting += added
    installed = {each.name: each.version for each in store.plugins.all()}
    used = tuple(UsedPlugin(name, installed.get(name, "0.0.0")) for name in sorted(modules))
    store.packages.put(msgspec.structs.replace(package, used_plugins=used), seen)


def add_action(call: Call) -> Response:
    """`POST …/action/{module}/{name}`: 204."""
    module, name = call.path["module"], call.path["action"]
    element = call.services.store.elements.action(module, name)
    if element is None:
        raise NotFound(f"no action {module}/{name}")
    return _add(call, [element])


def _add(call: Call, elements: list[Element]) -> Response:
    package, store = package_of(call), call.services.store
    with store.transaction():
        for each in elements:
            store.packages.add_member(package.name, each.kind, each.id)
    return empty()


def add_module(call: Call) -> Response:
    """`POST …/action/{module}/`: 204, all actions of a module."""
    store, name = call.services.store, call.path["module"]
    module = store.categories.find(CATEGORY_TYPES[Kind.ACTION], name, None)
    if module is None:
        raise NotFound(f"no module {name!r}")
    return _add(call, store.elements.in_category(module.id))


def _adder(kind: Kind) -> Handler:
    def add(call: Call) -> Response:
        package_of(call)
        return _add(call, [element_of(call, kind, call.path["id"])])

    return add


def _remover(kind: Kind) -> Handler:
    """Takes an element out; the element itself stays."""

    def remove(call: Call) -> Response:
        package, element = package_of(call), call.path["id"]
        if not call.services.store.packages.remove_member(package.name, kind, element):
            raise NotFound(f"package {package.name!r} has no {kind} {element!r}")
        return empty()

    return remove


def _category_adder(kind: Kind) -> Handler:
    """Adds everything in a category and below it; the path names it by id or by name."""

    def add(call: Call) -> Response:
        package_of(call)
        store, key, wanted = call.services.store, call.path["category"], CATEGORY_TYPES[kind]
        found = [
            each
            for each in store.categories.all()
            if each.type == wanted and key in (each.id, each.name)
        ]
        if not found:
            raise NotFound(f"no {wanted} {key!r}")
        return _add(call, [element for each in found for element in _below(call, each.id)])

    return add


def _below(call: Call, category: str) -> Iterator[Element]:
    store = call.services.store
    yield from store.elements.in_category(category)
    for child in store.categories.children(category):
        yield from _below(call, child.id)


def _member_routes() -> Iterator[Route]:
    base = "/vco/api/packages/{name}"
    for word, kind in WORDS.items():
        yield Route("DELETE", f"{base}/{word}/{{id}}", _remover(kind))
        if kind != Kind.ACTION:
            yield Route("POST", f"{base}/{word}/{{id}}", _adder(kind))
            yield Route("POST", f"{base}/{word}_category/{{category}}", _category_adder(kind))


ROUTES = (
    Route("PUT", "/vco/api/packages/{name}", create),
    Route("PATCH", "/vco/api/packages/{name}", update),
    Route("POST", "/vco/api/packages/{name}/rebuild", rebuild),
    Route("POST", "/vco/api/packages/{name}/action/{module}", add_module),
    Route("POST", "/vco/api/packages/{name}/action/{module}/{action}", add_action),
    *_member_routes(),
)
