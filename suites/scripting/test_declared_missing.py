"""scr.declared-missing: what vso.xml declares for scripts cannot be reached from one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from harness.pytest_plugin import check
from suites.scripting.live import Subject, first_ids, subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from harness.pytest_plugin import Judge, Stage


class Missing(NamedTuple):
    """A declared member that is not there."""

    where: str
    seen: str


@check("scr.declared-missing")
def test_declared_missing(stage: Stage, judge: Judge) -> None:
    """Ask the script engine for every declared member, then live objects for theirs."""
    objects = stage.mockvro.script_api(stage.plugin)
    members = [member for each in objects for member in each["members"]]
    if not members:
        judge.not_exercised("the plug-in declares nothing for scripts")
    judge.covered("members declared", len(members))
    found = list(unreachable(objects))
    for subject in subjects(objects, first_ids(stage), stage.plugin):
        result = stage.mockvro.script(stage.plugin, question(subject))
        if result.error is not None:
            judge.note(
                "no live object can be had, its members were looked up in its class only",
                where=subject.script_name,
                seen=str(result.error.get("message")),
            )
            if result.answer.hung:
                break  # inv.no-timeout tells it; the next object would cost the same time again
            continue
        judge.covered("members of live objects", len(subject.members))
        found += absent(subject, answers(result.value))
    for missing in dict(reversed([(each.where, each) for each in found])).values():
        judge.fail(
            "a script cannot reach what vso.xml declares", where=missing.where, seen=missing.seen
        )


def unreachable(objects: Iterable[Mapping[str, Any]]) -> Iterator[Missing]:
    """Members that the script engine does not find in the class."""
    for each in objects:
        for member in each["members"]:
            if not member["present"]:
                yield Missing(_where(each["script_name"], member["name"]), member["detail"])


def _where(script_name: str, member: str) -> str:
    return f"{script_name}.{member}"


def question(subject: Subject) -> str:
    """A script that gives the type of each member, in order; a member that throws is there."""
    names = json.dumps([name for _, name in subject.members])
    return f"""
        var subject = {subject.expression};
        if (subject === null || subject === undefined) throw "there is no such object";
        var names = {names};
        var types = [];
        for (var i = 0; i < names.length; i++) {{
            try {{
                types.push(typeof subject[names[i]]);
            }} catch (problem) {{
                types.push("throws");
            }}
        }}
        return types.join(",");
    """


def answers(value: Any) -> tuple[str, ...]:
    """The types out of the wire value of a text."""
    text = value.get("string", "") if isinstance(value, dict) else ""
    return tuple(text.split(","))


def absent(subject: Subject, types: Iterable[str]) -> Iterator[Missing]:
    """Members that a live object does not have."""
    for (kind, name), seen in zip(subject.members, types, strict=True):
        where = _where(subject.script_name, name)
        if kind == "method" and seen not in ("function", "throws"):
            yield Missing(where, f"Cannot find function {name} in {subject.expression}")
        elif kind == "attribute" and seen == "undefined":
            yield Missing(where, f"{name} of {subject.expression} is undefined")
