"""Rules about classes and members that the descriptor names; they need the class index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.artifact.plugin import spot
from harness.artifact.rulebook import breach
from harness.checks.finding import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.classes import ClassIndex
    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.descriptor import Attribute, Finder, Method, ScriptObject

ADAPTOR: Final = "ch.dunes.vso.sdk.api.IPluginAdaptor"
_CALL: Final = re.compile(r"([A-Za-z_$][\w$]*)\(\)")
_SHOWN: Final = 5
_OF_EVERY_OBJECT: Final = frozenset({"equals", "hashCode", "toString"})
_PROPERTY: Final = re.compile(r"[A-Za-z_$][\w$]*")


def rules(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    """Judge adaptors, finders and scripting objects; nothing when a jar could not be read."""
    if not index.complete or not plugin.jars:
        return
    for datasource in plugin.descriptor.datasources:
        where = spot("finder-datasource", datasource.name)
        yield from _adaptor(index, where, datasource.adaptor_class)
    for finder in plugin.descriptor.finders:
        yield from _finder(plugin, index, finder)
    for each in plugin.descriptor.objects:
        yield from _object(index, each)
    yield from _exposed(plugin, index)


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
    if not name or "${" in name:
        return
    if index.find(name) is None:
        yield _class_missing(name, where)
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
        if each.bean_property and not _has_getter(index, name, each.bean_property):
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
        return _has_getter(index, name, accessor) or bool(index.fields_of(name, accessor))
    return True


def _object(index: ClassIndex, each: ScriptObject) -> Iterator[Finding]:
    name, where = each.java_class, spot("object", each.script_name)
    if "${" in name:
        return
    if index.find(name) is None:
        yield _class_missing(name, where)
        return
    yield from _creation(index, each)
    if not index.hierarchy_known(name):
        return
    for method in each.methods:
        yield from _method(index, each, method)
    for attribute in each.attributes:
        yield from _attribute(index, each, attribute)


def _class_missing(name: str, where: str) -> Finding:
    what = f"the class {name or '(none)'} is neither in lib/ nor on the platform"
    return breach("D17", what, where=where)


def _creation(index: ClassIndex, each: ScriptObject) -> Iterator[Finding]:
    where, facts = spot("object", each.script_name), index.find(each.java_class)
    arities = {constructor.arity for constructor in index.constructors(each.java_class)}
    if facts is None:
        return
    if each.constructors and not each.create:
        yield breach("V31", "constructors are declared, but create is false", where=where)
    for declared in each.constructors if each.create else ():
        if facts.instantiable and len(declared.parameters) not in arities:
            count = len(declared.parameters)
            yield breach("V32", f"no public constructor has {count} parameters", where=where)
    if each.singleton is not None:
        if not facts.instantiable:
            yield breach("V40", "the class of the singleton is abstract", where=where)
    elif each.create and each.constructors and not (facts.instantiable and arities):
        yield breach("V31", "scripts may create the object, but its class cannot be", where=where)
    elif each.create and not (facts.instantiable and arities):
        # create is true by default and rarely written, so nothing was promised here
        yield breach(
            "V31",
            "create is not false, although the class cannot be created",
            where=where,
            effect=Effect.NOTE,
        )


def _method(index: ClassIndex, each: ScriptObject, method: Method) -> Iterator[Finding]:
    where = spot("method", each.script_name, method.script_name)
    arity = len(method.parameters)
    found = [m for m in index.methods(each.java_class, method.java_name) if m.arity == arity]
    if not found:
        yield breach(
            "V33",
            f"{each.java_class} has no public method {method.java_name} with {arity} parameters",
            where=where,
            effect=None if each.strict else Effect.WARN,
        )
        return
    if all(member.static != method.static for member in found):
        yield breach("V34", "static in the descriptor and in the class differ", where=where)
    voids = {member.returns_void for member in found}
    declared = method.return_type.strip().lower() == "void"
    if voids == {True} and not declared:
        yield breach(
            "V42",
            "a value is promised, but the method returns none",
            where=where,
            seen=method.return_type,
        )
    elif voids == {False} and declared:
        yield breach(
            "V42",
            "the method returns a value that the descriptor hides",
            where=where,
            effect=Effect.NOTE,
        )


def _attribute(index: ClassIndex, each: ScriptObject, attribute: Attribute) -> Iterator[Finding]:
    name, java_name = each.java_class, attribute.java_name
    where = spot("attribute", each.script_name, attribute.script_name)
    fields = index.fields_of(name, java_name)
    if not fields and not _has_getter(index, name, java_name):
        yield breach(
            "V35", f"{name} has neither getter nor public field {java_name!r}", where=where
        )
    elif not attribute.read_only and not fields and not _has_setter(index, name, java_name):
        yield breach(
            "V35", f"{name} has no setter for {java_name!r}, which is not read-only", where=where
        )


def _exposed(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    """Scripts reach every public member of an object that is not strict; one note for all."""
    found = {
        each.script_name: undeclared
        for each in plugin.descriptor.objects
        if not each.strict and (undeclared := _undeclared(index, each))
    }
    if found:
        name, methods = next(iter(found.items()))
        yield breach(
            "V51",
            f"scripts can call undeclared public methods of {len(found)} objects",
            where=spot("object", name),
            expected="strict",
            seen=", ".join(methods[:_SHOWN]),
            evidence={"methods": found},
        )


def _undeclared(index: ClassIndex, each: ScriptObject) -> list[str]:
    declared = {method.java_name for method in each.methods} | _OF_EVERY_OBJECT
    for attribute in each.attributes:
        for suffix in _suffixes(attribute.java_name):
            declared |= {f"{prefix}{suffix}" for prefix in ("get", "is", "set")}
    own = (facts for facts in index.lineage(each.java_class) if facts.layer == "plugin")
    public = {m.name for facts in own for m in facts.methods if m.public and m.name[0] != "<"}
    return sorted(public - declared)


def _has_getter(index: ClassIndex, name: str, bean: str) -> bool:
    if not index.hierarchy_known(name):
        return True
    getters = (f"{prefix}{suffix}" for prefix in ("get", "is") for suffix in _suffixes(bean))
    return any(each.arity == 0 for getter in getters for each in index.methods(name, getter))


def _has_setter(index: ClassIndex, name: str, bean: str) -> bool:
    setters = (f"set{suffix}" for suffix in _suffixes(bean))
    return any(each.arity == 1 for setter in setters for each in index.methods(name, setter))


def _suffixes(bean: str) -> tuple[str, ...]:
    """How a bean property may be spelled in its accessors (JavaBeans §8.8)."""
    return tuple(dict.fromkeys((bean[:1].upper() + bean[1:], bean)))
