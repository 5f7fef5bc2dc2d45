"""Rule V41: type expressions in signatures (``reference/vso-xml.md`` §3)."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from harness.artifact.plugin import spot
from harness.artifact.rulebook import breach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.descriptor import Descriptor, ScriptObject

_NAME: Final = re.compile(r"[\w$]+(\.[\w$]+)*(:[\w$.-]+)?")


@cache
def known_types() -> frozenset[str]:
    """Core types and short Java names, lower case; the product compares without case."""
    text = (files("harness.artifact") / "data" / "types.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word.lower() for line in lines for word in line.split())


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge return types, parameters, attributes and trigger properties."""
    descriptor = plugin.descriptor
    for each in descriptor.objects:
        for where, expression in _expressions(each):
            yield from _judge(descriptor, where, expression)
    for finder in descriptor.finders:
        for trigger in finder.triggers:
            for part in trigger.properties:
                where = spot("trigger-property", finder.type, trigger.name, part.name)
                yield from _judge(descriptor, where, part.type)


def _expressions(each: ScriptObject) -> Iterator[tuple[str, str]]:
    for attribute in each.attributes:
        if attribute.return_type:
            where = spot("attribute", each.script_name, attribute.script_name)
            yield where, attribute.return_type
    for method in each.methods:
        where = spot("method", each.script_name, method.script_name)
        yield where, method.return_type
        yield from ((where, parameter.type) for parameter in method.parameters)
    for constructor in each.constructors:
        where = spot("constructor", each.script_name)
        yield from ((where, parameter.type) for parameter in constructor.parameters)


def _judge(descriptor: Descriptor, where: str, expression: str) -> Iterator[Finding]:
    name = element_type(expression)
    if name is None or not _NAME.fullmatch(name):
        yield breach("V41", "a type cannot be read", where=where, seen=expression or "nothing")
    elif not _known(descriptor, name):
        yield breach(
            "V41",
            f"the type {name!r} is not known",
            where=where,
            expected="a core type, a scripting object, a finder type or a Java class",
        )


def element_type(expression: str) -> str | None:
    """The type inside array notation, ``Any`` for a bare ``Array``; ``None`` if unreadable."""
    text = expression.strip()
    while True:
        if text.startswith("["):
            text = text[1:]
        elif text.startswith("Array/"):
            text = text[len("Array/") :]
        else:
            break
    if text == "Array":
        return "Any"
    return text or None


def _known(descriptor: Descriptor, name: str) -> bool:
    module, colon, local = name.partition(":")
    if colon:  # types of other plug-ins cannot be judged here
        return module != descriptor.name or descriptor.finder(local) is not None
    return (
        "." in name
        or name.lower() in known_types()
        or descriptor.scripting_object(name) is not None
        or descriptor.finder(name) is not None
        or any(each.type == name for each in descriptor.enumerations)
        or any(each.java_class.rpartition(".")[2] == name for each in descriptor.objects)
    )
