"""Action and the list of modules; calling an action is the business of the JVM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.action import parse_action
from mockvro.content.values import Reference
from mockvro.scripting.answers import CoreObject
from mockvro.scripting.elements import element_of
from mockvro.scripting.registry import Call, Members

if TYPE_CHECKING:
    from mockvro.content.action import Action

OWN = Members("Action")
SYSTEM = Members("System")
MODULE = "ScriptModuleCategory"


def _action(call: Call) -> Action:
    return parse_action(element_of(call.world, call.own).text)


@OWN.answers("parameters")
def _parameters(call: Call) -> Any:
    return [
        CoreObject(
            "Parameter", {"name": each.name, "type": each.type, "description": each.description}
        )
        for each in _action(call).parameters
    ]


@OWN.answers("returnType")
def _return_type(call: Call) -> Any:
    return _action(call).result_type


@OWN.answers("script")
def _script(call: Call) -> Any:
    return _action(call).script


@OWN.answers("module")
def _module(call: Call) -> Any:
    category = call.world.store.categories.get(element_of(call.world, call.own).category)
    return Reference("Module", category.id, category.name) if category is not None else None


@SYSTEM.answers("getAllModules")
def _modules(call: Call) -> Any:
    categories = call.world.store.categories.all()
    return [Reference("Module", each.id, each.name) for each in categories if each.type == MODULE]


MEMBERS = (OWN, SYSTEM)
