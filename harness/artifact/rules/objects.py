"""Rules about scripting objects and their members; they need the class index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.artifact.plugin import spot
from harness.artifact.rulebook import breach
from harness.artifact.rules.lookup import (
    class_missing,
    elsewhere,
    has_getter,
    has_setter,
    suffixes,
)
from harness.checks.finding import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.classes import ClassIndex
    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.descriptor import Attribute, Method, ScriptObject

_SHOWN: Final = 5
_OF_EVERY_OBJECT: Final = frozenset({"equals", "hashCode", "toString"})


def rules(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    """Judge every scripting object; nothing when a jar could not be read."""
    if not index.complete or not plugin.jars:
        return
    promised = _writable(plugin)
    for each in plugin.descriptor.objects:
        yield from _object(plugin, index, each, promised)
    yield from _exposed(plugin, index)


def _object(
    plugin: Plugin, index: ClassIndex, each: ScriptObject, promised: frozenset[tuple[str, str]]
) -> Iterator[Finding]:
    name, where = each.java_class, spot("object", each.script_name)
    if elsewhere(plugin, index, name):
        return
    if index.find(name) is None:
        yield class_missing(name, where)
        return
    yield from _creation(index, each)
    if not index.hierarchy_known(name):
        return
    for method in each.methods:
        yield from _method(index, each, method)
    for attribute in each.attributes:
        yield from _attribute(index, each, attribute, promised)


def _writable(plugin: Plugin) -> frozenset[tuple[str, str]]:
    """Object and attribute for every attribute that says ``read-only="false"``."""
    return frozenset(
        (node.string("script-name"), attribute.string("script-name"))
        for node in plugin.tree.below("scripting-objects", "object")
        for attribute in node.below("attributes", "attribute")
        if not attribute.flag("read-only", default=True)
    )


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


def _attribute(
    index: ClassIndex,
    each: ScriptObject,
    attribute: Attribute,
    promised: frozenset[tuple[str, str]],
) -> Iterator[Finding]:
    name, java_name = each.java_class, attribute.java_name
    where = spot("attribute", each.script_name, attribute.script_name)
    fields = index.fields_of(name, java_name)
    if not fields and not has_getter(index, name, java_name):
        yield breach(
            "V35", f"{name} has neither getter nor public field {java_name!r}", where=where
        )
    elif not attribute.read_only and not fields and not has_setter(index, name, java_name):
        # most descriptors never write read-only, so only "false" promises a setter
        effect = None if (each.script_name, attribute.script_name) in promised else Effect.NOTE
        what = f"{name} has no setter for {java_name!r}, which is not read-only"
        yield breach("V35", what, where=where, effect=effect)


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
        for suffix in suffixes(attribute.java_name):
            declared |= {f"{prefix}{suffix}" for prefix in ("get", "is", "set")}
    own = (facts for facts in index.lineage(each.java_class) if facts.layer == "plugin")
    public = {m.name for facts in own for m in facts.methods if m.public and m.name[0] != "<"}
    return sorted(public - declared)
