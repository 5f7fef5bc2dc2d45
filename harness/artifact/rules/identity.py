"""Rules about names, versions and uniqueness in the descriptor."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from harness.artifact.plugin import spot
from harness.artifact.rulebook import breach
from harness.checks.finding import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.descriptor import Constructor, Finder, Method, ScriptObject

_T = TypeVar("_T")

_ODD_IN_NAME: Final = re.compile(r"[^A-Za-z0-9_-]")
_VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+)*(-SNAPSHOT)?")
_BUILD: Final = re.compile(r"[0-9]+|-9999")
_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_PLACEHOLDER: Final = "${"
_RESERVED: Final = frozenset(
    [
        *("break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete"),
        *("do", "else", "enum", "export", "extends", "false", "finally", "for", "function", "if"),
        *("import", "in", "instanceof", "new", "null", "return", "super", "switch", "this"),
        *("throw", "true", "try", "typeof", "var", "void", "while", "with"),
    ]
)
GLOBALS: Final = frozenset({"System", "Server", "Command", "File", "Debug", "LockingSystem"})
"""Names that scripts already have (``reference/scripting-runtime.md`` §8)."""


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge module, datasources, finders, objects and enumerations."""
    yield from _module(plugin)
    yield from _unique_parts(plugin)
    for finder in plugin.descriptor.finders:
        yield from _finder(finder)
    for each in plugin.descriptor.objects:
        yield from _object(each)
    yield from _singletons(plugin)
    for enumeration in plugin.descriptor.enumerations:
        for name in repeated(entry.id for entry in enumeration.entries):
            yield breach(
                "V48",
                f"the enumeration has two entries {name!r}",
                where=spot("enumeration", enumeration.type),
            )


def _module(plugin: Plugin) -> Iterator[Finding]:
    descriptor = plugin.descriptor
    odd = _ODD_IN_NAME.search(descriptor.name)
    if odd:
        yield breach(
            "D12",
            f"the module name {descriptor.name!r} is used as type prefix and has {odd[0]!r} in it",
            where=spot("module", descriptor.name),
            expected="letters, digits, - and _",
        )
    where = spot("module", descriptor.name)
    if descriptor.version.endswith("-SNAPSHOT"):
        yield breach(
            "V02",
            "the version is one of a development build",
            where=where,
            expected="a release version",
            seen=descriptor.version,
        )
    elif _PLACEHOLDER not in descriptor.version and not _VERSION.fullmatch(descriptor.version):
        yield breach(
            "V02",
            "the version cannot be compared",
            where=where,
            expected="dotted numbers, such as 1.2.0",
            seen=descriptor.version or "nothing",
        )
    build = descriptor.build_number
    if _PLACEHOLDER not in build and not _BUILD.fullmatch(build):
        yield breach(
            "V03",
            "the build number is missing or no number",
            where=where,
            expected="digits",
            seen=build or "nothing",
        )


def _unique_parts(plugin: Plugin) -> Iterator[Finding]:
    descriptor = plugin.descriptor
    parts: tuple[tuple[str, list[tuple[str, Any]]], ...] = (
        ("finder-datasource", [(each.name, each) for each in descriptor.datasources]),
        ("finder", [(each.type, each) for each in descriptor.finders]),
        ("object", [(each.script_name, each) for each in descriptor.objects]),
    )
    for kind, named in parts:
        for name in repeated(name for name, _ in named):
            first, *rest = [part for key, part in named if key == name]
            same = kind == "finder" and all(part == first for part in rest)
            yield breach(
                "V06",
                f"{len(rest) + 1} definitions of {kind} {name!r}" + (", all alike" if same else ""),
                where=spot(kind, name),
                effect=Effect.WARN if same else None,
            )
    names = {each.name for each in descriptor.datasources}
    for finder in descriptor.finders:
        if finder.datasource not in names:
            yield _no_datasource("finder", finder.type, finder.datasource)
    for each in descriptor.objects:
        if each.singleton and each.singleton.datasource not in names:
            yield _no_datasource("singleton", each.singleton.script_name, each.singleton.datasource)


def _no_datasource(kind: str, name: str, datasource: str) -> Finding:
    what = f"the {kind} names a datasource {datasource!r} that is not declared"
    return breach("V05", what, where=spot(kind, name))


def _finder(finder: Finder) -> Iterator[Finding]:
    where = spot("finder", finder.type)
    for name in repeated(relation.name for relation in finder.relations):
        yield breach("V14", f"two relations are called {name!r}", where=where)
    for name in repeated(each.name for each in finder.properties):
        yield breach("V26", f"two properties are called {name!r}", where=where)
    events = [each.name for each in finder.triggers] + [each.name for each in finder.gauges]
    for name in repeated(events):
        yield breach("V52", f"two events are called {name!r}", where=where)
    for gauge in finder.gauges:
        if _above(gauge.min_value, gauge.max_value):
            yield breach(
                "V52",
                f"the range of gauge {gauge.name!r} is empty",
                where=where,
                seen=f"{gauge.min_value} to {gauge.max_value}",
            )


def _above(low: str | None, high: str | None) -> bool:
    try:
        return low is not None and high is not None and float(low) > float(high)
    except ValueError:  # not a number: rule D09 says so
        return False


def _object(each: ScriptObject) -> Iterator[Finding]:
    where = spot("object", each.script_name)
    yield from _overloads(each)
    methods = {method.script_name for method in each.methods}
    for name in sorted(methods & {attribute.script_name for attribute in each.attributes}):
        yield breach("V37", f"{name!r} is an attribute and a method", where=where)
    yield from _script_names(each)
    for method in each.methods:
        yield from _parameters(method, spot("method", each.script_name, method.script_name))
    for constructor in each.constructors:
        yield from _parameters(constructor, spot("constructor", each.script_name))


def _overloads(each: ScriptObject) -> Iterator[Finding]:
    """Same name and number of parameters; scripts can tell them apart by type at best."""
    signatures = [
        (method.script_name, tuple(parameter.type.lower() for parameter in method.parameters))
        for method in each.methods
    ]
    for name, types in repeated(signatures):
        yield breach(
            "V36",
            f"scripts cannot tell two methods apart: {name}({', '.join(types)})",
            where=spot("object", each.script_name),
        )
    for name, count in repeated((name, len(types)) for name, types in dict.fromkeys(signatures)):
        what = f"several methods {name} with {count} parameters differ in types only"
        yield breach("V36", what, where=spot("object", each.script_name), effect=Effect.NOTE)


def _script_names(each: ScriptObject) -> Iterator[Finding]:
    members = [part.script_name for part in each.attributes]
    members += [part.script_name for part in each.methods]
    for name in dict.fromkeys([each.script_name, *members]):
        if not _IDENTIFIER.fullmatch(name):
            what = f"{name!r} is no JavaScript identifier"
            yield breach("V38", what, where=spot("object", each.script_name))
    if each.script_name in _RESERVED:  # members may be reserved words since ES5
        what = f"{each.script_name!r} is a reserved word of JavaScript"
        yield breach("V38", what, where=spot("object", each.script_name))


def _parameters(callee: Method | Constructor, where: str) -> Iterator[Finding]:
    for name in repeated(parameter.name for parameter in callee.parameters):
        yield breach("V43", f"two parameters are called {name!r}", where=where)


def _singletons(plugin: Plugin) -> Iterator[Finding]:
    objects = plugin.descriptor.objects
    names = [each.singleton.script_name for each in objects if each.singleton]
    classes = {each.script_name for each in objects}
    for name in repeated(names):
        yield breach("V39", f"two singletons are called {name!r}", where=spot("singleton", name))
    for name in dict.fromkeys(names):
        where = spot("singleton", name)
        if name in classes:
            yield breach("V39", f"singleton and object are both called {name!r}", where=where)
        elif name in GLOBALS:
            what = f"the singleton hides {name!r}, which every script has"
            yield breach("V39", what, where=where, effect=Effect.WARN)


def repeated(names: Iterable[_T]) -> list[_T]:
    """What occurs more than once, in the order of first occurrence."""
    return [name for name, count in Counter(names).items() if count > 1]
