"""Live objects of the plug-in in the hands of a script, and what can be read of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from harness.pytest_plugin import Judge, Observation, Stage

READING: Final = re.compile(
    r"(get|is|has|find|list|read|fetch|query|search|count|describe|lookup|show|to)(?=[A-Z_]|$)"
    r"|statistics$|size$|length$"
)
"""Names of methods that only read, by convention; others are never called to look at a value."""
_CHANGING: Final = frozenset(
    {"create", "add", "make", "new", "next", "reserve", "acquire", "remove", "delete", "clear"}
)

FIRST_LINE: Final = 3
"""Line of the first reading in the script of :func:`reader`."""

Ids = dict[str, tuple[str, str]]
"""Type and id of one object, by the scripting object that stands for it."""


class Subject(NamedTuple):
    """A live object of which members can be asked.

    Attributes:
        script_name: Scripting object that declares the members.
        expression: JavaScript that gives the live object.
        members: Kind and name of each declared member.
    """

    script_name: str
    expression: str
    members: tuple[tuple[str, str], ...]


class Reading(NamedTuple):
    """A member that can be read of a live object.

    Attributes:
        subject: The object.
        name: Member.
        kind: ``attribute`` or ``method``.
        declared: Type that ``vso.xml`` declares.
        expression: JavaScript that reads it, of a variable ``subject``.
    """

    subject: Subject
    name: str
    kind: str
    declared: str
    expression: str

    @property
    def where(self) -> str:
        """Place for findings."""
        return f"{self.subject.script_name}.{self.name}"

    @property
    def whole(self) -> str:
        """JavaScript that reads it without a variable."""
        return self.expression.replace("subject", self.subject.expression, 1)


class Seen(NamedTuple):
    """What reading gave.

    Attributes:
        value: A wire value (``docs/host-protocol.md``).
        error: What it threw; empty when it gave a value.
        noticed: Facts that the host noticed meanwhile.
    """

    reading: Reading
    value: Any
    error: str = ""
    noticed: tuple[dict[str, Any], ...] = ()


def first_ids(stage: Stage) -> Ids:
    """Map each scripting object of a finder to type and id of the first object of that finder."""
    found: Ids = {}
    script_objects = {
        finder.type: finder.script_object
        for finder in stage.facts.descriptor.finders
        if finder.script_object
    }
    for node in stage.inventory.nodes:
        script_name = script_objects.get(node.type)
        if script_name and node.id:
            found.setdefault(script_name, node.key)
    return found


def subjects(
    objects: Iterable[Mapping[str, Any]],
    ids: Mapping[str, tuple[str, str]],
    plugin: str,
    kinds: tuple[str, ...] = ("attribute", "method"),
) -> Iterator[Subject]:
    """Singletons, and objects of the inventory, with the members that can be asked of them."""
    for each in objects:
        asked = tuple(
            (member["kind"], member["name"])
            for member in each["members"]
            if member["kind"] in kinds
        )
        singletons = [member["name"] for member in each["members"] if member["kind"] == "singleton"]
        for expression in singletons or _found(ids.get(each["script_name"]), plugin):
            if asked:
                yield Subject(each["script_name"], expression, asked)


def live_subjects(stage: Stage) -> tuple[Subject, ...]:
    """Every singleton, and one object of each kind that the inventory has."""
    objects = stage.mockvro.script_api(stage.plugin)
    return tuple(subjects(objects, first_ids(stage), stage.plugin))


def found_by(plugin: str, key: tuple[str, str]) -> str:
    """JavaScript that finds an object by type and id."""
    type_name, object_id = (json.dumps(text) for text in (f"{plugin}:{key[0]}", key[1]))
    return f"Server.findForType({type_name}, {object_id})"


def _found(key: tuple[str, str] | None, plugin: str) -> list[str]:
    return [] if key is None else [found_by(plugin, key)]


def readings(stage: Stage, *, singletons: bool = True) -> tuple[Reading, ...]:
    """Every attribute of a live object, and every method that only reads and can be called."""
    ids = first_ids(stage)
    return tuple(
        reading
        for subject in live_subjects(stage)
        if singletons or subject.script_name in ids
        for reading in _readings(stage, subject, ids)
    )


def _readings(stage: Stage, subject: Subject, ids: Ids) -> Iterator[Reading]:
    declared = stage.facts.descriptor.scripting_object(subject.script_name)
    if declared is None:
        return
    for each in declared.attributes:
        yield Reading(
            subject, each.script_name, "attribute", each.return_type, f"subject.{each.script_name}"
        )
    for method in declared.methods:
        if method.static or not only_reads(method.script_name):
            continue
        given = [
            _argument(each.type, method.return_type, ids, stage.plugin)
            for each in method.parameters
        ]
        if None not in given:
            call = f"subject.{method.script_name}({', '.join(filter(None, given))})"
            yield Reading(subject, method.script_name, "method", method.return_type, call)


def only_reads(method: str) -> bool:
    """Whether a method of this name changes nothing, by convention."""
    words = {word.lower() for word in re.findall(r"[A-Za-z][a-z]*", method)}
    return bool(READING.match(method)) and not words & _CHANGING


def element_type(declared: str) -> str | None:
    """The type of the elements of a declared array type; None for anything else."""
    for prefix in ("Array/", "["):
        if declared.startswith(prefix):
            return declared[len(prefix) :].rstrip("]")
    return None


def _argument(declared: str, wanted: str, ids: Ids, plugin: str) -> str | None:
    """A harmless argument as JavaScript; an id of what is wanted where a text is."""
    kind = declared.lower().rpartition(".")[2]
    if kind == "string":
        key = ids.get(element_type(wanted) or wanted)
        return json.dumps(key[1] if key else "")
    simple = {"number": "1", "int": "1", "integer": "1", "long": "1", "boolean": "true"}
    if kind in simple:
        return simple[kind]
    if kind == "date":
        return "new Date(0)"
    key = ids.get(declared)
    return found_by(plugin, key) if key else None


def read_all(stage: Stage, judge: Judge, wanted: Iterable[Reading]) -> tuple[Seen, ...]:
    """Read members, all those of an object in one script; a hang ends it."""
    grouped: dict[Subject, list[Reading]] = {}
    for reading in wanted:
        grouped.setdefault(reading.subject, []).append(reading)
    seen: list[Seen] = []
    for subject, group in grouped.items():
        result = stage.mockvro.script(stage.plugin, reader(subject, group))
        if result.error is None:
            facts = facts_by_line(stage.calls_of(result.answer))
            seen += taken(group, result.value, facts)
            continue
        judge.note(
            "no live object can be had, so nothing was read of it",
            where=subject.script_name,
            seen=str(result.error.get("message")),
        )
        if result.answer.hung:
            break  # inv.no-timeout tells it; the next object would cost the same time again
    return tuple(seen)


def reader(subject: Subject, group: Iterable[Reading]) -> str:
    """A script that gives, for each reading, whether it worked and the value or the error.

    The readings have a line each, from :data:`FIRST_LINE` on.
    """
    steps = [
        f'try {{ all.push(["ok", {each.expression}]); }} catch (e) {{ all.push(["no", "" + e]); }}'
        for each in group
    ]
    head = (
        f"var subject = {subject.expression}, all = [];",
        'if (subject === null || subject === undefined) throw "there is no such object";',
    )
    return "\n".join((*head, *steps, "return all;"))


def facts_by_line(calls: Iterable[Observation]) -> dict[int, list[dict[str, Any]]]:
    """What the host noticed in a script, by line (``docs/host-protocol.md``)."""
    found: dict[int, list[dict[str, Any]]] = {}
    for call in calls:
        if call.facts.get("method") == "script.run":
            for fact in (call.facts.get("facts") or {}).get("facts") or ():
                found.setdefault(int(fact.get("line") or 0), []).append(fact)
    return found


def taken(
    group: Iterable[Reading], value: Any, facts: Mapping[int, list[dict[str, Any]]]
) -> Iterator[Seen]:
    """The answers out of the wire value of :func:`reader`."""
    pairs = zip(group, value["array"], strict=True)
    for line, (reading, pair) in enumerate(pairs, start=FIRST_LINE):
        word, given = pair["array"]
        noticed = tuple(facts.get(line, ()))
        if word == {"string": "ok"}:
            yield Seen(reading, given, noticed=noticed)
        else:
            yield Seen(reading, None, str(given.get("string")), noticed)
