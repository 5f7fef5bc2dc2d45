"""Making, changing, importing, exporting and deleting actions (`reference/rest-api.md` §13)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.api import pictures
from mockvro.api.actions import action_document, by_id, exported
from mockvro.api.call import document, empty, file
from mockvro.api.content_edit import NEW_VERSION, delete, free_name, named, new_id, saver, text
from mockvro.api.content_items import element_href
from mockvro.api.errors import BadRequest, Conflict, NotFound
from mockvro.api.routing import Route
from mockvro.api.workflow_edit import overwrites
from mockvro.content.action import Action, ActionParameter, parse_action, write_action
from mockvro.content.encoding import decode_utf16
from mockvro.content.errors import ContentError
from mockvro.store import CATEGORY_TYPES, Kind
from mockvro.store.sides import BUNDLE

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.store import Category, Element

MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
"""Names that 8.18 takes for a module (`reference/package-format.md` §9, P11)."""

IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def create(call: Call) -> Response:
    """`POST /actions`: 201, the module is made when missing; a file is imported (202)."""
    if call.is_upload:
        return upload(call, call.query.get("categoryName") or call.field("categoryName") or "")
    body = call.document()
    name, module = _name(named(body)), text(body, "module")
    if not MODULE.fullmatch(module):
        raise BadRequest(f"{module!r} is no name of a module")
    store = call.services.store
    with store.transaction():
        category = store.categories.ensure(CATEGORY_TYPES[Kind.ACTION], (module,))
        name = free_name(call, Kind.ACTION, category.id, name).replace(" (", "_").rstrip(")")
        if store.elements.action(module, name) is not None:
            raise BadRequest(f"there is an action {module}/{name} already")
        action = _changed(Action(id=new_id(), name=name, version=NEW_VERSION, script=""), body)
        action = msgspec.structs.replace(action, name=name)
        element = saver(call).save(
            Kind.ACTION, action.id, write_action(action), category.id, "created"
        )
    headers = {"Location": call.links.action(element.id)}
    return document(call, "action", action_document(call, element), status=201, headers=headers)


def _name(name: str) -> str:
    if not IDENTIFIER.fullmatch(name):
        raise BadRequest(f"{name!r} is no name of an action")
    return name


def _changed(action: Action, body: Json) -> Action:
    """The action with everything that a body says; what it leaves out stays."""
    texts = {
        "name": "name",
        "version": "version",
        "description": "description",
        "script": "script",
        "result_type": "output-type",
        "runtime": "runtime",
        "entry_point": "entry-point",
        "environment": "action-environment-name",
        "timeout": "runtime-timeout",
        "memory_limit": "runtime-memory-limit",
    }
    changes: dict[str, Any] = {
        field: _scalar(body, key) for field, key in texts.items() if body.get(key) is not None
    }
    if body.get("input-parameters") is not None:
        changes["parameters"] = _parameters(body["input-parameters"])
    return msgspec.structs.replace(action, **changes)


def _scalar(body: Json, key: str) -> str:
    found = body[key]
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise BadRequest(f"{key} must be a text")
    return str(found)


def _parameters(found: object) -> tuple[ActionParameter, ...]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadRequest("input-parameters must be a list of parameters")
    return tuple(
        ActionParameter(named(each), text(each, "type", "Any"), text(each, "description"))
        for each in found
    )


def update(call: Call) -> Response:
    """`PUT /actions/{id}`: answers a list of errors, not the action.

    What calls the action by its old name is changed with it, unless `updateReferences=false`.
    """
    element, body = by_id(call), call.document()
    action = _changed(parse_action(element.text), body)
    module = text(body, "module")
    category, store = element.category, call.services.store
    with store.transaction():
        if module:
            category = store.categories.ensure(CATEGORY_TYPES[Kind.ACTION], (module,)).id
        others = [each for each in store.elements.in_category(category) if each.id != element.id]
        if any(each.name == action.name for each in others):
            raise BadRequest(f"there is an action {action.name!r} in this module already")
        users = _users(call, element) if call.flag("updateReferences", default=True) else []
        saved = saver(call).save(Kind.ACTION, element.id, write_action(action), category)
        errors = _point(call, users, element, saved)
    return document(call, "action-update-result", {"errors": errors})


def _users(call: Call, element: Element) -> list[Element]:
    from mockvro.plugins.references import usages  # noqa: PLC0415 - as in saver

    return usages(call.services.store, element)


def _point(call: Call, users: list[Element], before: Element, after: Element) -> list[Json]:
    """Make references follow an action; what cannot be changed is an error of its own."""
    from mockvro.plugins.references import identity  # noqa: PLC0415 - as in saver
    from mockvro.plugins.renaming import pointed  # noqa: PLC0415 - as in saver

    store = call.services.store
    errors: list[Json] = []
    old, new = identity(store, before)[1], identity(store, after)[1]
    for user in users if old != new else ():
        try:
            text = pointed(user, old, new)
        except ContentError as problem:
            context = {"type": user.kind, "id": user.id, "href": element_href(call, user)}
            errors.append({"context": context, "message": str(problem)})
        else:
            saver(call).save(Kind(user.kind), user.id, text, user.category, f"{old} is {new} now")
    return errors


def remove(call: Call) -> Response:
    """`DELETE /actions/{id}`: 200; 409 while something uses it, unless `force`."""
    delete(call, by_id(call))
    return empty(200)


def qualified(call: Call) -> Element:
    """The action that the path names as `module.name`, or with a slash as in `fqn`.

    Raises:
        NotFound: There is none.
    """
    key = call.path["name"]
    module, _, name = key.replace("/", ".").rpartition(".")
    element = call.services.store.elements.action(module, name)
    if element is None:
        raise NotFound(f"no action {key!r}")
    return element


def export(call: Call) -> Response:
    """`GET /content/actions/{module.name}`: the export of one action."""
    return exported(call, qualified(call))


def upload(call: Call, module: str) -> Response:
    """Import an `.action` file into a module that is there: 202."""
    from mockvro.plugins.element_files import read_element_file  # noqa: PLC0415 - as in saver

    category = _module(call, module)
    received = call.upload()
    found = read_element_file(received.stream.read(), Kind.ACTION, name=received.name)
    action = parse_action(decode_utf16(found.data))
    store = call.services.store
    there = store.elements.get(Kind.ACTION, action.id) or store.elements.action(module, action.name)
    if there is not None and not overwrites(call):
        raise Conflict(f"action {action.name!r} is there already; ?overwrite=true replaces it")
    action_id = there.id if there is not None else action.id or new_id()
    with store.transaction():
        element = saver(call).save(Kind.ACTION, action_id, found.data, category.id, "imported")
        for name, data in found.sides.items():
            store.sides.put(Kind.ACTION, element.id, name, data)
    headers = {"Location": call.links.action(element.id)}
    return document(call, "action", action_document(call, element), status=202, headers=headers)


def _module(call: Call, name: str) -> Category:
    found = call.services.store.categories.find(CATEGORY_TYPES[Kind.ACTION], name, None)
    if found is None:
        raise NotFound(f"no module {name!r}: category not found")
    return found


def upload_into(call: Call) -> Response:
    """`POST /content/actions/{module}`."""
    return upload(call, call.path["name"])


def remove_qualified(call: Call) -> Response:
    """`DELETE /content/actions/{module.name}`."""
    delete(call, qualified(call))
    return empty(200)


def icon(call: Call) -> Response:
    """`GET /actions/{id}/icon`."""
    return file(pictures.icon(), "image/png", f"{by_id(call).id}.png")


def bundle(call: Call) -> Response:
    """`GET /actions/{id}/bundle`: the code of a polyglot action."""
    element = by_id(call)
    data = call.services.store.sides.get(Kind.ACTION, element.id, BUNDLE)
    if data is None:
        raise NotFound(f"action {element.name!r} has no bundle")
    return file(data, "application/zip", f"{element.name}.bundle.zip")


def put_bundle(call: Call) -> Response:
    """`POST /actions/{id}/bundle`."""
    data = call.upload().stream.read()
    call.services.store.sides.put(Kind.ACTION, by_id(call).id, BUNDLE, data)
    return empty()


def remove_bundle(call: Call) -> Response:
    """`DELETE /actions/{id}/bundle`."""
    call.services.store.sides.remove(Kind.ACTION, by_id(call).id, BUNDLE)
    return empty()


ROUTES = (
    Route("POST", "/vco/api/actions", create),
    Route("PUT", "/vco/api/actions/{id}", update),
    Route("DELETE", "/vco/api/actions/{id}", remove),
    Route("GET", "/vco/api/actions/{id}/icon", icon),
    Route("GET", "/vco/api/actions/{id}/bundle", bundle),
    Route("POST", "/vco/api/actions/{id}/bundle", put_bundle),
    Route("DELETE", "/vco/api/actions/{id}/bundle", remove_bundle),
    Route("GET", "/vco/api/content/actions/{name}", export),
    Route("POST", "/vco/api/content/actions/{name}", upload_into),
    Route("DELETE", "/vco/api/content/actions/{name}", remove_qualified),
)
