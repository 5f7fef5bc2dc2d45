"""The scripting API, the product's own and that of plug-ins (`reference/rest-api.md` §19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document
from mockvro.api.errors import NotFound
from mockvro.api.plugins import plugin_of
from mockvro.api.routing import Route
from mockvro.content.action import parse_action
from mockvro.scripting.objects import core_objects
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.descriptor import Descriptor, Finder, ScriptObject
    from mockvro.content.descriptor import Parameter as ScriptParameter
    from mockvro.store import Element, InstalledPlugin

API = ("server-configuration", "api")
MODULE = "ScriptModuleCategory"


def overview(call: Call) -> Response:
    """`GET /server-configuration/api`: core classes; links to plug-ins and action modules."""
    store = call.services.store
    content: Json = {
        "system": {"objects": core_objects(), "enums": [], "types": [], "plugins": []},
        "plugins": [_plugin(call, each) for each in call.services.plugins.enabled()],
        "scriptCategories": [
            {
                "id": each.id,
                "name": each.name,
                "detailsLink": call.links.plain(*API, "category", each.id),
            }
            for each in store.categories.all()
            if each.type == MODULE
        ],
    }
    return document(call, "api-types", content)


def build_number(plugin: InstalledPlugin) -> int:
    """The build as a number, which it is here; a placeholder counts as 0."""
    digits = plugin.build.removeprefix("-")
    return int(plugin.build) if digits.isascii() and digits.isdigit() else 0


def _plugin(call: Call, plugin: InstalledPlugin) -> Json:
    number = build_number(plugin)
    link = call.links.plain(*API, "plugins", plugin.name, plugin.version, str(number))
    return {
        "name": plugin.name,
        "description": plugin.description,
        "version": plugin.version,
        "build": number,
        "icon": call.links.to("plugins", plugin.id, "icon"),
        "detailsLink": link,
    }


def plugin_details(call: Call) -> Response:
    """`GET …/api/plugins/{plugin}/{version}/{build}`: the descriptor for machines."""
    plugin = plugin_of(call, call.path["plugin"])
    asked = (call.path["version"], call.path["build"])
    if asked != (plugin.version, str(build_number(plugin))):
        raise NotFound(f"plug-in {plugin.name!r} is installed as {plugin.version}")
    descriptor = call.services.plugins.descriptor(plugin)
    content: Json = {
        "name": plugin.name,
        "description": plugin.description,
        "version": plugin.version,
        "build": build_number(plugin),
        "objects": [each for owner in descriptor.objects for each in _objects(owner)],
        "enums": [
            {"name": each.type, "values": [{"name": entry.id} for entry in each.entries]}
            for each in descriptor.enumerations
        ],
        "types": [_type(descriptor, each) for each in descriptor.finders],
    }
    return document(call, "plugin-details", content)


def _objects(script_object: ScriptObject) -> list[Json]:
    """The object, and its singleton as a namespace of its own."""
    shown = _object(script_object)
    if script_object.singleton is None:
        return [shown]
    singleton = {**shown, "name": script_object.singleton.script_name, "namespace": True}
    return [shown, {**singleton, "constructors": []}]


def _object(script_object: ScriptObject) -> Json:
    constructors = script_object.constructors if script_object.create else ()
    return {
        "name": script_object.script_name,
        "description": script_object.description,
        "namespace": False,
        "attributes": [
            {
                "name": each.script_name,
                "type": each.return_type,
                "readonly": each.read_only,
                "description": each.description,
            }
            for each in script_object.attributes
            if each.show_in_api
        ],
        "constructors": [
            {"name": script_object.script_name, "parameters": _parameters(each.parameters)}
            for each in constructors
        ],
        "methods": [
            {
                "name": each.script_name,
                "type": each.return_type,
                "parameters": _parameters(each.parameters),
                "description": each.description,
            }
            for each in script_object.methods
            if each.show_in_api
        ],
        "events": [],
    }


def _parameters(parameters: Iterable[ScriptParameter]) -> list[Json]:
    return [{"name": each.name, "type": each.type} for each in parameters]


def _type(descriptor: Descriptor, finder: Finder) -> Json:
    known = descriptor.scripting_object(finder.script_object or "")
    shown = {"scriptObject": known.script_name} if known is not None else {}
    return {
        "name": finder.type,
        **shown,
        "props": [each.name for each in finder.properties],
        "events": [
            *(each.name for each in finder.triggers),
            *(each.name for each in finder.gauges),
        ],
    }


def category_details(call: Call) -> Response:
    """`GET …/api/category/{id}`: the actions of a module."""
    category = call.services.store.categories.get(call.path["id"])
    if category is None or category.type != MODULE:
        raise NotFound(f"no module with id {call.path['id']!r}")
    elements = call.services.store.elements.in_category(category.id)
    actions = [_action(each) for each in elements if each.kind == Kind.ACTION]
    content: Json = {"id": category.id, "name": category.name, "actions": actions}
    return document(call, "category-details", content)


def _action(element: Element) -> Json:
    action = parse_action(element.text)
    return {
        "id": element.id,
        "name": action.name,
        "resultType": action.result_type,
        "returnType": action.result_type,
        "version": element.version,
        "categoryId": element.category,
        "description": action.description,
        "parameters": [
            {"name": each.name, "type": each.type, "position": index}
            for index, each in enumerate(action.parameters)
        ],
    }


ROUTES = (
    Route("GET", "/vco/api/server-configuration/api", overview),
    Route(
        "GET",
        "/vco/api/server-configuration/api/plugins/{plugin}/{version}/{build}",
        plugin_details,
    ),
    Route("GET", "/vco/api/server-configuration/api/category/{id}", category_details),
)
