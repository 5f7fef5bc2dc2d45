"""Reading ``finder`` elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.content.descriptor.model import (
    Finder,
    Gauge,
    InventoryTab,
    Property,
    Relation,
    Sorting,
    Trigger,
    TriggerProperty,
)

if TYPE_CHECKING:
    from mockvro.content.descriptor.tree import Node


def read_finder(node: Node) -> Finder:
    """A finder with everything below it."""
    identity = node.child("id")
    return Finder(
        type=node.string("type"),
        datasource=node.string("datasource"),
        dynamic_finder=node.flag("dynamic-finder", default=False),
        dynamic_types=node.flag("dynamic-types", default=False),
        hidden=node.flag("hidden", default=False),
        image=node.get("image"),
        java_class=node.get("java-class"),
        script_object=node.get("script-object"),
        id_accessor=identity.get("accessor") if identity else None,
        description=node.child_text("description"),
        properties=tuple(map(_property, node.below("properties", "property"))),
        default_sorting=tuple(map(_sorting, node.below("default-sorting", "sorting"))),
        inventory_children=tuple(
            link.string("name") for link in node.below("inventory-children", "relation-link")
        ),
        relations=tuple(map(_relation, node.below("relations", "relation"))),
        inventory_tabs=tuple(map(_tab, node.below("inventory-tabs", "inventory-tab"))),
        triggers=tuple(map(_trigger, node.below("events", "trigger"))),
        gauges=tuple(map(_gauge, node.below("events", "gauge"))),
    )


def _property(node: Node) -> Property:
    return Property(
        name=node.string("name"),
        display_name=node.string("display-name"),
        description=node.text,
        bean_property=node.get("bean-property"),
        property_accessor=node.get("property-accessor"),
        show_in_column=node.flag("show-in-column", default=True),
        show_in_description=node.flag("show-in-description", default=True),
        linked_enumeration=node.get("linked-enumeration"),
        hidden=node.flag("hidden", default=False),
    )


def _sorting(node: Node) -> Sorting:
    return Sorting(property_name=node.string("property-name"), order=node.string("order"))


def _relation(node: Node) -> Relation:
    return Relation(
        name=node.string("name"),
        type=node.string("type"),
        cardinality=node.string("cardinality", "to-many"),
    )


def _tab(node: Node) -> InventoryTab:
    return InventoryTab(
        type=node.string("type"),
        display_name=node.string("display-name"),
        finder_type=node.get("finder-type"),
        relation_name=node.get("relation-name"),
        follow_selection=node.flag("follow-selection", default=False),
    )


def _trigger(node: Node) -> Trigger:
    properties = (
        TriggerProperty(
            name=each.string("name"),
            display_name=each.string("display-name"),
            type=each.string("type"),
        )
        for each in node.below("trigger-properties", "trigger-property")
    )
    return Trigger(
        name=node.string("name"),
        description=node.child_text("description"),
        properties=tuple(properties),
    )


def _gauge(node: Node) -> Gauge:
    return Gauge(
        name=node.string("name"),
        unit=node.string("unit"),
        min_value=node.get("min-value"),
        max_value=node.get("max-value"),
        format=node.get("format"),
        description=node.child_text("description"),
    )
