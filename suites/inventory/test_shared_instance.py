"""inv.shared-instance: what one workflow sets on an object, another one sees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Attribute, Judge, Stage

NEW: Final = {
    "string": "old + ' (changed)'",
    "number": "old + 1",
    "boolean": "!old",
}
"""Another value, by type of the attribute; attributes of other types are left alone."""

_FIND: Final = "var object = Server.findForType({type}, {id}); var old = object.{name};"
READ: Final = _FIND + ' return "" + old;'
SET: Final = _FIND + ' object.{name} = {value}; return "" + object.{name};'
RESET: Final = _FIND + " object.{name} = {value};"


class Settable(NamedTuple):
    """An attribute that scripts may set on an object of the inventory."""

    type: str
    id: str
    name: str
    new: str


class Tried(NamedTuple):
    """What an attribute was, and is for another session after one has set it.

    Attributes:
        old: Its value.
        set: What the session that set it saw; None when setting failed.
        seen: What the other one sees.
        saved: Whether setting went to the managed system, or to the server's store.
    """

    old: str | None
    set: str | None
    seen: str | None
    saved: bool


@check("inv.shared-instance")
def test_shared_instance(stage: Stage, judge: Judge) -> None:
    """Set every attribute that can be set in one session, and read it in another."""
    found = list(settable(stage))
    if not found:
        judge.not_exercised("no inventory object has an attribute that scripts may set")
    for each in found:
        tried = try_one(stage, each)
        judge.covered("attributes set and read", 0 if tried.set is None or tried.saved else 1)
        if is_shared(tried):
            judge.fail(
                "two sessions hold the same object",
                where=f"{each.type}/{each.id}, attribute {each.name}",
                expected=f"{tried.old!r} in the other session, because nothing was saved",
                seen=repr(tried.seen),
            )


def settable(stage: Stage) -> Iterator[Settable]:
    """Pick, for the first object of each type, the attributes that scripts may set."""
    objects = {each.script_name: each for each in stage.facts.descriptor.objects}
    for finder in stage.facts.descriptor.finders:
        ids = [node.id for node in stage.inventory.nodes if node.type == finder.type and node.id]
        declared = objects.get(finder.script_object or "")
        for attribute in declared.attributes if declared and ids else ():
            new = NEW.get(attribute.return_type.lower())
            if new is not None and not attribute.read_only and is_plain(attribute):
                yield Settable(finder.type, ids[0], attribute.script_name, new)


def is_plain(attribute: Attribute) -> bool:
    """Whether a script can name it without quoting."""
    return attribute.script_name.isidentifier()


def try_one(stage: Stage, one: Settable) -> Tried:
    """Read, set in one session, read in another, and set it back."""
    old, reading = run(stage, one, READ)
    set_to, setting = run(stage, one, SET)
    seen, _ = run(stage, one, READ)
    if seen != old and old is not None:
        run(stage, one._replace(new=restored(one, old)), RESET)
    return Tried(old, set_to, seen, saved=setting > reading)


def run(stage: Stage, one: Settable, source: str) -> tuple[str | None, int]:
    """Run a script in a session of its own.

    Returns:
        What it gave as text, None for an error; and how often it asked managed system and store.
    """
    requests = requests_of(stage)
    script = source.format(
        type=json.dumps(f"{stage.plugin}:{one.type}"),
        id=json.dumps(one.id),
        name=one.name,
        value=one.new,
    )
    value = stage.mockvro.script(stage.plugin, script).value
    text = value.get("string") if isinstance(value, dict) else None
    return text, requests_of(stage) - requests


def requests_of(stage: Stage) -> int:
    """Remote calls and calls of the server's store so far."""
    proxy = stage.system.proxy if stage.system is not None else None
    return len(stage.observations("service")) + (proxy.counters.requests if proxy else 0)


def restored(one: Settable, old: str) -> str:
    """The old value as a script writes it."""
    return json.dumps(old) if one.new == NEW["string"] else old


def is_shared(tried: Tried) -> bool:
    """Whether the other session sees what was set, although it was kept in memory only."""
    if tried.old is None or tried.set is None or tried.saved:
        return False
    return tried.set != tried.old and tried.seen == tried.set
