"""Tags on elements and plug-in objects (`reference/rest-api.md` §16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.values import Reference, SdkObject
from mockvro.scripting.answers import CoreObject
from mockvro.scripting.elements import KINDS, reference
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members
from mockvro.store import GLOBAL, TagRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVER = Members("Server")
SYSTEM = "System:"


def _object(call: Call) -> tuple[str, str]:
    """Type and id under which tags of an object are kept."""
    value = call.arg(0)
    if isinstance(value, SdkObject):
        return value.type, value.id
    if isinstance(value, Reference):
        return f"{SYSTEM}{value.type}", value.id
    raise ScriptCallError("only elements and plug-in objects have tags")


def _tag(call: Call, owner: str) -> None:
    value = call.arg(2)
    type_name, identity = _object(call)
    kept = None if value is None else call.text(2)
    call.world.store.tags.put(TagRecord(type_name, identity, owner, call.text(1), kept))


def _untag(call: Call, owner: str) -> None:
    type_name, identity = _object(call)
    names = call.arg(1)
    for name in names if isinstance(names, list) else [call.text(1)]:
        call.world.store.tags.remove(type_name, identity, owner, str(name))


def _tags(call: Call, owner: str) -> dict[str, Any]:
    return {
        each.name: each.value
        for each in call.world.store.tags.of(*_object(call))
        if each.owner == owner
    }


@SERVER.answers("tag")
def _tag_own(call: Call) -> Any:
    _tag(call, call.user)


@SERVER.answers("tagGlobally")
def _tag_globally(call: Call) -> Any:
    _tag(call, GLOBAL)


@SERVER.answers("untag")
def _untag_own(call: Call) -> Any:
    _untag(call, call.user)


@SERVER.answers("untagGlobally")
def _untag_globally(call: Call) -> Any:
    _untag(call, GLOBAL)


@SERVER.answers("findTagsForObject", lacks="that global tags are left out is unverified")
def _find_own(call: Call) -> Any:
    return _tags(call, call.user)


@SERVER.answers("findGlobalTagsForObject")
def _find_global(call: Call) -> Any:
    return _tags(call, GLOBAL)


@SERVER.answers("findTagsInUse")
def _in_use(call: Call) -> Any:
    tags = call.world.store.tags.all()
    return sorted({each.name for each in tags if each.owner in (call.user, GLOBAL)})


def _conditions(query: Any) -> list[Mapping[str, Any]]:
    if isinstance(query, CoreObject):
        return list(query.get("conditions") or ())
    names = query if isinstance(query, list) else [query]
    return [{"tag": str(name), "value": None, "global": None} for name in names]


def _holds(condition: Mapping[str, Any], tags: list[TagRecord], user: str) -> bool:
    value, scope = condition["value"], condition["global"]
    return any(
        tag.name == condition["tag"]
        and (value is None or tag.value == value)
        and (tag.is_global if scope else tag.owner == user or (scope is None and tag.is_global))
        for tag in tags
    )


@SERVER.answers("queryByTags", lacks="all conditions have to hold; that is unverified")
def _query(call: Call) -> Any:
    conditions, type_name = _conditions(call.arg(0)), call.text(1)
    key = type_name if ":" in type_name else f"{SYSTEM}{type_name}"
    tagged = call.world.store.tags.of_type(key)
    found = [
        identity
        for identity, tags in tagged.items()
        if all(_holds(each, tags, call.user) for each in conditions)
    ]
    if ":" in type_name:
        return [SdkObject(type_name, identity) for identity in found]
    kind = KINDS.get(type_name)
    elements = (call.world.store.elements.get(kind, each) for each in found) if kind else ()
    return [reference(call.world, each) for each in elements if each is not None]


MEMBERS = (SERVER,)
