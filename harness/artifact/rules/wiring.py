"""Rules about what refers to what in the descriptor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.artifact.plugin import spot
from harness.artifact.rulebook import breach
from harness.checks.finding import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.descriptor import Datasource, Descriptor, Finder, InventoryTab

_TIMEOUTS = (
    "timeout-fetch-relation",
    "timeout-find-all",
    "timeout-find",
    "timeout-has-children-in-relation",
    "timeout-execute-plugin-command",
)


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge datasources, inventory and finders."""
    descriptor = plugin.descriptor
    yield from _datasources(plugin)
    yield from _obsolete(plugin)
    yield from _inventory(descriptor)
    for finder in descriptor.finders:
        yield from _relations(descriptor, finder)
        yield from _references(descriptor, finder)
        yield from _completeness(finder, is_root=finder.type == descriptor.inventory_type)
        for tab in finder.inventory_tabs:
            yield from _tab(finder, tab)
    yield from _reachable(descriptor)


def _datasources(plugin: Plugin) -> Iterator[Finding]:
    nodes = plugin.tree.below("finder-datasources", "finder-datasource")
    for node, datasource in zip(nodes, plugin.descriptor.datasources, strict=True):
        where = spot("finder-datasource", datasource.name)
        given = [name for name in _TIMEOUTS if node.get(name) is not None]
        if datasource.invoker_mode == "timeout" and not datasource.concurrent_call:
            what = "calls wait for each other and have a timeout, so a waiting call can run out"
            yield breach("V08", what, where=where)
        if given and datasource.invoker_mode == "direct":
            what = "timeouts have no effect while invoker-mode is direct"
            yield breach("V10", what, where=where, seen=", ".join(given))
        if node.get("direct-invoker") is not None:
            yield _direct_invoker(datasource, where, node.flag("direct-invoker", default=True))


def _direct_invoker(datasource: Datasource, where: str, direct: bool) -> Finding:
    agrees = direct == (datasource.invoker_mode == "direct")
    what = "direct-invoker is deprecated" + ("" if agrees else " and contradicts invoker-mode")
    return breach("V09", what, where=where, expected="invoker-mode alone")


def _obsolete(plugin: Plugin) -> Iterator[Finding]:
    for name in ("configuration", "webview-components-library"):
        if plugin.tree.child(name) is not None:
            what = f"<{name}> belongs to a user interface that the product no longer has"
            yield breach("V49", what, where=spot("element", name))


def _inventory(descriptor: Descriptor) -> Iterator[Finding]:
    root = descriptor.inventory_type
    if root is not None and descriptor.finder(root) is None:
        what = f"the inventory starts at {root!r}, which is no finder"
        yield breach("V11", what, where=spot("inventory", root))
    visible = [finder.type for finder in descriptor.finders if not finder.hidden]
    if root is None and visible:
        yield breach(
            "V12",
            f"{len(visible)} finders are meant to be visible, but there is no inventory element",
            where=spot("module", descriptor.name),
        )


def _relations(descriptor: Descriptor, finder: Finder) -> Iterator[Finding]:
    names = {relation.name for relation in finder.relations}
    for relation in finder.relations:
        where = spot("relation", finder.type, relation.name)
        prefix, colon, _ = relation.type.partition(":")
        if colon and prefix != descriptor.name:
            what = f"the relation leads to {relation.type!r} of another plug-in"
            yield breach("V13", what, where=where, effect=Effect.WARN)
        elif descriptor.finder(relation.type) is None:
            yield breach(
                "V13", f"the relation leads to {relation.type!r}, which is no finder", where=where
            )
        elif colon:
            what = "the type is written with the prefix of its own module"
            yield breach("V13", what, where=where, effect=Effect.WARN, seen=relation.type)
        if relation.name not in finder.inventory_children:
            yield breach("V16", "the relation is not shown in the inventory", where=where)
    for child in finder.inventory_children:
        if child not in names:
            what = f"the inventory shows a relation {child!r} that the finder does not have"
            yield breach("V15", what, where=spot("finder", finder.type))


def _references(descriptor: Descriptor, finder: Finder) -> Iterator[Finding]:
    where = spot("finder", finder.type)
    if finder.script_object and descriptor.scripting_object(finder.script_object) is None:
        what = f"the scripting object {finder.script_object!r} is not declared"
        yield breach("V19", what, where=where)
    enumerations = {each.type for each in descriptor.enumerations}
    for each in finder.properties:
        if each.linked_enumeration and each.linked_enumeration not in enumerations:
            what = f"the enumeration {each.linked_enumeration!r} is not declared"
            yield breach("V27", what, where=spot("property", finder.type, each.name))
    properties = {each.name for each in finder.properties}
    for sorting in finder.default_sorting:
        if sorting.property_name not in properties:
            what = f"the default sorting uses {sorting.property_name!r}, which is no property"
            yield breach("V28", what, where=where)


def _completeness(finder: Finder, *, is_root: bool) -> Iterator[Finding]:
    where = spot("finder", finder.type)
    exempt = is_root or finder.dynamic_finder or finder.dynamic_types or finder.hidden
    if not exempt and not finder.java_class and not finder.script_object:
        yield breach("V21", "the finder names neither a class nor a scripting object", where=where)
    if not exempt and not finder.id_accessor:
        yield breach("V22", "the finder does not say how to get an object's id", where=where)
    for each in () if finder.dynamic_finder else finder.properties:
        sources = [source for source in (each.bean_property, each.property_accessor) if source]
        if len(sources) != 1:
            what = "two sources for the value" if sources else "no source for the value"
            yield breach(
                "V24",
                what,
                where=spot("property", finder.type, each.name),
                expected="either bean-property or property-accessor",
            )


def _tab(finder: Finder, tab: InventoryTab) -> Iterator[Finding]:
    where = spot("inventory-tab", finder.type, tab.display_name)
    relations = {relation.name for relation in finder.relations}
    if tab.type == "query" and not tab.finder_type:
        yield breach("V18", "a query tab without finder-type", where=where)
    elif tab.type == "relation" and tab.relation_name not in relations:
        yield breach("V18", f"the finder has no relation {tab.relation_name!r}", where=where)
    elif tab.type not in {"query", "relation"}:
        yield breach(
            "V18", "unknown kind of tab", where=where, expected="query or relation", seen=tab.type
        )


def _reachable(descriptor: Descriptor) -> Iterator[Finding]:
    root = descriptor.finder(descriptor.inventory_type or "")
    if root is None:
        return
    todo, seen = [root], set[str]()
    while todo:
        finder = todo.pop()
        if finder.type not in seen:
            seen.add(finder.type)
            shown = (each for each in finder.relations if each.name in finder.inventory_children)
            targets = (descriptor.finder(relation.type) for relation in shown)
            todo += [target for target in targets if target is not None]
    for finder in descriptor.finders:
        if not finder.hidden and finder.type not in seen:
            what = "the finder cannot be reached in the inventory"
            yield breach("V17", what, where=spot("finder", finder.type))
