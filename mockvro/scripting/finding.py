"""Server.findForType and its kin for the Orchestrator's own types; the JVM asks plug-ins itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.values import Reference
from mockvro.scripting.categories import HOLDING, held
from mockvro.scripting.elements import KINDS, reference
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members
from mockvro.scripting.workflows import token_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.scripting.world import World

SERVER = Members("Server")
MODULE = "ScriptModuleCategory"
MOST = 10_000
"""Runs that are listed at most."""

QUERY = "a query is a text inside the name; the product's expressions are unverified"


def _tokens(world: World) -> list[Reference]:
    return [token_reference(each) for each in world.store.tokens.newest(MOST)]


LISTS: dict[str, Callable[[World], list[Reference]]] = {
    "WorkflowToken": _tokens,
    "Package": lambda world: [
        Reference("Package", each.name, each.name) for each in world.store.packages.all()
    ],
    "Module": lambda world: [
        Reference("Module", each.id, each.name)
        for each in world.store.categories.all()
        if each.type == MODULE
    ],
    "Task": lambda world: [
        Reference("Task", each.id, each.name) for each in world.store.tasks.all()
    ],
    "Policy": lambda world: [
        Reference("Policy", each.id, each.name) for each in world.store.policies.all()
    ],
}


def _all(world: World, type_name: str) -> list[Reference]:
    if type_name in KINDS:
        elements = world.store.elements.all(KINDS[type_name])
        return [reference(world, each) for each in elements]
    if type_name in HOLDING:
        return [held(each) for each in world.store.categories.all() if each.type == type_name]
    if type_name in LISTS:
        return LISTS[type_name](world)
    raise ScriptCallError(f"there is no type {type_name!r}")


def _one(world: World, type_name: str, identity: str) -> Reference | None:
    if type_name in KINDS:
        found = world.store.elements.get(KINDS[type_name], identity)
        return reference(world, found) if found is not None else None
    return next((each for each in _all(world, type_name) if each.id == identity), None)


@SERVER.answers("findForType")
def _find(call: Call) -> Any:
    return _one(call.world, call.text(0), call.text(1))


def _matching(call: Call) -> list[Reference]:
    wanted = str(call.arg(1) or "").strip("*").lower()
    return [each for each in _all(call.world, call.text(0)) if wanted in each.name.lower()]


@SERVER.answers("findAllForType", lacks=QUERY)
def _find_all(call: Call) -> Any:
    return _matching(call)


@SERVER.answers("query", lacks=QUERY)
def _query(call: Call) -> Any:
    limit = call.arg(2)
    found = _matching(call)
    return found[: int(limit)] if isinstance(limit, float) and limit > 0 else found


@SERVER.answers("getAllNamesForType", "getAllDisplayNamesForType", lacks="own types only")
def _names(call: Call) -> Any:
    return [each.name for each in _all(call.world, call.text(0))]


@SERVER.answers("getAllDescriptionsForType", lacks="own types only")
def _descriptions(call: Call) -> Any:
    kind = KINDS.get(call.text(0))
    if kind is None:
        raise ScriptCallError(f"objects of type {call.text(0)!r} have no descriptions")
    return [each.description for each in call.world.store.elements.all(kind)]


MEMBERS = (SERVER,)
