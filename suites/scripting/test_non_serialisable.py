"""scr.non-serialisable: a value that a member gives cannot be kept in a workflow variable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.pytest_plugin import check
from suites.scripting.live import Reading, element_type, read_all, readings
from suites.scripting.round_trips import plain
from suites.scripting.types import describe, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from harness.pytest_plugin import Judge, Stage
    from suites.scripting.live import Seen

_SIMPLE: Final = {
    "string": "string",
    "number": "number",
    "boolean": "boolean",
    "date": "Date",
    "properties": "Properties",
}
_TOLD: Final = """(function told(v) {
    if (v === null || v === undefined) return "nothing";
    if (v instanceof Array) {
        var all = [];
        for (var i = 0; i < v.length; i++) all.push(told(v[i]));
        return "[" + all.join(", ") + "]";
    }
    if (v instanceof Properties) {
        var pairs = [], keys = v.keys;
        for (var k = 0; k < keys.length; k++) pairs.push(keys[k] + ": " + told(v.get(keys[k])));
        return "{" + pairs.sort().join(", ") + "}";
    }
    if (v instanceof Date) return "date " + v.getTime();
    if (typeof v != "object") return typeof v + " " + v;
    try {
        if (System.isNotFound(v)) return "not found";
        return System.getObjectType(v) + " " + System.getObjectId(v);
    } catch (e) {
        return "an object";
    }
})"""
"""JavaScript that tells a value so that equal values give equal texts."""
_TRANSIENT: Final = re.compile(r"\btransient\b", re.IGNORECASE)


class Kept(NamedTuple):
    """A reading, the variable type that is to keep it, and the value before that."""

    reading: Reading
    type: str
    value: Any


@check("scr.non-serialisable")
def test_non_serialisable(stage: Stage, judge: Judge) -> None:
    """Keep what members give in variables over a checkpoint, and read it in the next element."""
    finders = {
        each.script_object: f"{stage.plugin}:{each.type}"
        for each in stage.facts.descriptor.finders
        if each.script_object
    }
    seen = read_all(stage, judge, readings(stage))
    for each in of_each_kind(keepable(seen, finders)):
        judge.covered("values kept over a checkpoint")
        keep(stage, judge, each)
    for one in seen:
        if is_transient_object(one):
            tell_transient(stage, judge, one)


def keepable(seen: Iterable[Seen], finders: Mapping[str, str]) -> Iterator[Kept]:
    """The values that have a variable type of their own, with that type."""
    for each in seen:
        kind = variable_type(each.reading.declared, each.value, finders)
        if kind and not each.error:
            yield Kept(each.reading, kind, each.value)


def variable_type(declared: str, value: Any, finders: Mapping[str, str]) -> str:
    """The type of a workflow variable for a value; empty when there is none or nothing to keep."""
    if not isinstance(value, dict):
        return ""
    kind = kind_of(value)
    if kind == "array":
        inner = next((each for each in value["array"] if each), None)
        element = variable_type(element_type(declared) or "", inner, finders)
        return f"Array/{element}" if element else ""
    if kind == "sdk-object":
        return finders.get(declared) or str(value[kind].get("type") or "")
    return _SIMPLE.get(kind, "")


def of_each_kind(values: Iterable[Kept]) -> tuple[Kept, ...]:
    """One value for each declared type and class; Properties all, since each may hold another."""
    found: dict[tuple[str, ...], Kept] = {}
    for each in values:
        own = each.reading.where if "properties" in each.value else ""
        found.setdefault((each.reading.declared, each.type, own), each)
    return tuple(found.values())


def keep(stage: Stage, judge: Judge, each: Kept) -> None:
    """Run two elements: the first stores the value, the second reads it."""
    run = stage.begin(
        {"kept": each.type, "first": "string", "second": "string"},
        f"kept = {each.reading.whole}; first = {_TOLD}(kept);",
        f"second = {_TOLD}(kept);",
    )
    document = run.settle().document
    first, second = (str(document.variables.get(name)) for name in ("first", "second"))
    facts = {"script": each.reading.whole, "type": each.type}
    if document.state != "completed":
        judge.fail(
            "a value cannot be kept in a workflow variable",
            where=each.reading.where,
            expected=f"a variable of type {each.type} holds it over a checkpoint",
            seen=document.content_exception or f"the run is {document.state}",
            evidence=facts,
        )
    elif first != second:
        judge.fail(
            "a value is another one after a checkpoint",
            where=each.reading.where,
            expected=first,
            seen=second,
            evidence=facts | {"value": plain(each.value)},
        )


def is_transient_object(seen: Seen) -> bool:
    """Whether it is an object of the plug-in that no finder stands for."""
    return isinstance(seen.value, dict) and kind_of(seen.value) == "object"


def tell_transient(stage: Stage, judge: Judge, seen: Seen) -> None:
    """Say that a value lives in one script only, unless the documentation says so."""
    declared = stage.facts.descriptor.scripting_object(seen.reading.declared)
    judge.covered("values without a variable type")
    if declared is None or not _TRANSIENT.search(declared.description):
        judge.note(
            "no finder stands for the object, so that no workflow variable can keep it",
            where=seen.reading.where,
            seen=describe(seen.value),
        )
