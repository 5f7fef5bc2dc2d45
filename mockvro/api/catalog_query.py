"""What a catalog list is asked for beside conditions (`reference/rest-api.md` §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mockvro.api.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mockvro.api.call import Call
    from mockvro.content.descriptor import Descriptor
    from mockvro.plugins.finders import Facts, Finders

T = TypeVar("T")
IDENTITY = frozenset(
    {"@name", "name", "id", "dunesId", "@id", "displayName", "type", "@type", "@fullType"}
)
"""Attributes that are shown whatever `keys` asks for: clients build addresses from them."""


def listed(call: Call, name: str) -> frozenset[str]:
    """The values of a parameter that may be repeated or hold several, separated by commas."""
    return frozenset(part for text in call.query.getlist(name) for part in text.split(",") if part)


def with_tags(call: Call, module: str, found: Iterable[Facts]) -> Iterable[Facts]:
    """The objects that have every tag asked for with `tags=`."""
    wanted = listed(call, "tags")
    if not wanted:
        return found
    return [each for each in found if wanted <= _tags(call, f"{module}:{each['type']}", each["id"])]


def _tags(call: Call, type_name: str, object_id: str | None) -> set[str]:
    tags = call.services.store.tags.of(type_name, object_id or "")
    return {each.name for each in tags if each.is_global or each.owner == call.user}


def after(call: Call, found: Sequence[T], id_of: Callable[[T], object]) -> Sequence[T]:
    """The objects behind the one of `startFromId`, which `last-item-token` told.

    Raises:
        BadRequest: It is not in the list; who goes on from there would miss or repeat objects.
    """
    start = call.query.get("startFromId", "")
    if not start:
        return found
    for index, each in enumerate(found):
        if id_of(each) == start:
            return found[index + 1 :]
    raise BadRequest(f"startFromId: no object with id {start!r} is in the list")


def shown(call: Call, attributes: Mapping[str, object]) -> dict[str, object]:
    """The attributes that `keys=` asks for, and those that tell what the object is."""
    wanted = listed(call, "keys")
    return {
        name: value
        for name, value in attributes.items()
        if not wanted or name in wanted or name in IDENTITY
    }


def below(call: Call, finders: Finders, type_name: str) -> list[Facts]:
    """The objects of a type below the one of `rootObject`, nearest first, each once.

    No source says how the parameter is written: `Type/id`, `Namespace:Type/id` and the address of
    the object are understood.

    Raises:
        BadRequest: It is written in another way, or names a type that is not there.
    """
    kind, object_id = _root(call.query["rootObject"], finders.descriptor)
    found: dict[str, Facts] = {}
    for each in _descendants(finders, kind, object_id):
        if each["type"] == type_name and each["id"] is not None:
            found.setdefault(each["id"], each)
    return list(found.values())


def _root(text: str, descriptor: Descriptor) -> tuple[str, str]:
    _, _, address = text.rpartition(f"/catalog/{descriptor.name}/")
    kind, _, object_id = (address.rstrip("/") or text).partition("/")
    kind = kind.removeprefix(f"{descriptor.name}:")
    if not object_id or descriptor.finder(kind) is None:
        raise BadRequest(f"rootObject {text!r} is not of the form Type/id")
    return kind, object_id


def _descendants(finders: Finders, kind: str, object_id: str) -> Iterator[Facts]:
    waiting, seen = [(kind, object_id)], {(kind, object_id)}
    while waiting:
        parent_type, parent_id = waiting.pop(0)
        for facts in _related(finders, parent_type, parent_id):
            key = facts["type"], facts["id"] or ""
            if key not in seen:
                seen.add(key)
                waiting.append(key)
                yield facts


def _related(finders: Finders, kind: str, object_id: str) -> Iterator[Facts]:
    finder = finders.descriptor.finder(kind)
    is_root = kind == finders.descriptor.inventory_type
    for relation in finder.relations if finder is not None else ():
        yield from finders.relation(kind, None if is_root else object_id, relation.name)
