"""Rules about the classes of adaptors and finders; they need the class index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.artifact.plugin import spot
from harness.artifact.rulebook import breach
from harness.artifact.rules.lookup import class_missing, elsewhere, has_getter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.classes import ClassIndex
    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.descriptor import Finder

ADAPTOR: Final = "ch.dunes.vso.sdk.api.IPluginAdaptor"
_CALL: Final = re.compile(r"([A-Za-z_$][\w$]*)\(\)")
_PROPERTY: Final = re.compile(r"[A-Za-z_$][\w$]*")


def rules(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    """Judge adaptors and finders; nothing when a jar could not be read."""
    if not index.complete or not plugin.jars:
        return
    for datasource in plugin.descriptor.datasources:
        where = spot("finder-datasource", datasource.name)
        yield from _adaptor(index, where, datasource.adaptor_class)
    for finder in plugin.descriptor.finders:
        yield from _finder(plugin, index, finder)


def _adaptor(index: ClassIndex, where: str, name: str | None) -> Iterator[Finding]:
    if not name:
        yield breach("D15", "the datasource names no adaptor class", where=where)
    elif "${" in name:
        return  # rule D38 reports it
    elif name not in index.entries:
        yield breach("D15", f"the adaptor class {name} is not in lib/", where=where)
    elif not index.is_subtype(name, ADAPTOR):
        if index.hierarchy_known(name):
            yield breach("D16", f"{name} does not implement {ADAPTOR}", where=where)
    elif not _constructible(index, name):
        what = f"{name} cannot be constructed by the product"
        yield breach("V07", what, where=where, expected="a public constructor without parameters")


def _constructible(index: ClassIndex, name: str) -> bool:
    facts = index.find(name)
    arities = {each.arity for each in index.constructors(name)}
    return facts is not None and facts.instantiable and 0 in arities


def _finder(plugin: Plugin, index: ClassIndex, finder: Finder) -> Iterator[Finding]:
    name = finder.java_class
    where = spot("finder", finder.type)
    if not name or elsewhere(plugin, index, name):
        return
    if index.find(name) is None:
        yield class_missing(name, where)
        return
    yield from _related(plugin, index, finder, name)
    if finder.id_accessor and not _accessible(index, name, finder.id_accessor):
        yield breach(
            "V23",
            f"{name} has nothing that the id accessor names",
            where=where,
            seen=finder.id_accessor,
        )
    for each in finder.properties:
        if each.bean_property and not has_getter(index, name, each.bean_property):
            yield breach(
                "V25",
                f"{name} has no public getter for {each.bean_property!r}",
                where=spot("property", finder.type, each.name),
            )


def _related(plugin: Plugin, index: ClassIndex, finder: Finder, name: str) -> Iterator[Finding]:
    script = plugin.descriptor.scripting_object(finder.script_object or "")
    other = script.java_class if script else ""
    if not other or index.find(other) is None:
        return
    if not index.is_subtype(name, other) and not index.is_subtype(other, name):
        what = f"finder and scripting object have unrelated classes: {name} and {other}"
        yield breach("V20", what, where=spot("finder", finder.type))


def _accessible(index: ClassIndex, name: str, accessor: str) -> bool:
    """Whether a simple accessor exists; other OGNL expressions cannot be judged here."""
    if not index.hierarchy_known(name):
        return True
    if call := _CALL.fullmatch(accessor):
        return any(each.arity == 0 for each in index.methods(name, call[1]))
    if _PROPERTY.fullmatch(accessor):
        return has_getter(index, name, accessor) or bool(index.fields_of(name, accessor))
    return True
