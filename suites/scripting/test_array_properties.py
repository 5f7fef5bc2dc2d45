"""scr.array-properties: arrays and Properties are mangled on their way through the plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.scripting.live import element_type, read_all, readings
from suites.scripting.round_trips import judge_trips, round_trips, writable

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage
    from suites.scripting.round_trips import Attribute

_TEXTS: Final = ("[]", '["a"]', '["a", "", "b,c", "\\u00e9 \\n"]')
_NUMBERS: Final = ("[]", "[0]", "[1, -2, 0.5]")
_MIXED: Final = (*_TEXTS, *_NUMBERS, '[1, "a", true, null]', '[["a"], [], [["b"]]]')
_PROPERTIES: Final = (
    "{}",
    '{a: "x", "key with blanks": "", n: 1.5, b: false}',
    '{list: ["a", "b"], empty: []}',
    '{inner: properties({a: properties({b: "deep"})}), none: null}',
    "{moment: new Date(86400000)}",
)
_MAKE: Final = (
    "(function properties(given) { var made = new Properties();"
    " for (var key in given) made.put(key, given[key]); return made; })"
)
_READ: Final = ("properties", "map", "hashmap", "hashtable", "array")


@check("scr.array-properties")
def test_array_properties(stage: Stage, judge: Judge) -> None:
    """Write arrays and Properties and read them back; look at the maps that members give."""
    attributes = writable(stage, ("properties", "map", "hashmap", "array", "list", "["))
    wanted = [(each, value) for each in attributes for value in values(each)]
    judge_trips(judge, round_trips(stage, judge, wanted), "array or Properties")
    reads = [each for each in readings(stage) if holds_many(each.declared)]
    for seen in read_all(stage, judge, reads):
        judge.covered("arrays and Properties of members", 0 if seen.error else 1)
        for fact in seen.noticed:
            if fact.get("fact") == "foreign-map":
                judge.note(
                    "a script may see this map empty: it is no HashMap and no Hashtable",
                    where=seen.reading.where,
                    seen=str(fact.get("class")),
                )
    if not attributes and not reads:
        judge.not_exercised("no member is declared to give an array or Properties")


def holds_many(declared: str) -> bool:
    """Whether a declared type is an array or a map."""
    return element_type(declared) is not None or declared.rpartition(".")[2].lower() in _READ


def values(attribute: Attribute) -> tuple[str, ...]:
    """What is written into an attribute of a declared type, as JavaScript."""
    element = element_type(attribute.declared)
    if element is None and attribute.declared.rpartition(".")[2].lower() in _READ[:4]:
        return tuple(
            value.replace("{", f"{_MAKE}({{", 1)[:-1] + "})" if value else value
            for value in (each.replace("properties(", f"{_MAKE}(") for each in _PROPERTIES)
        )
    known = {"string": _TEXTS, "number": _NUMBERS}
    return known.get((element or "Any").lower(), _MIXED if element in (None, "Any") else ("[]",))
