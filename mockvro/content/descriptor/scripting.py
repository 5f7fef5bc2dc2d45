"""Reading ``object`` elements of ``scripting-objects``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.content.descriptor.model import (
    Attribute,
    Constructor,
    Method,
    Parameter,
    ScriptObject,
    Singleton,
)

if TYPE_CHECKING:
    from mockvro.content.descriptor.tree import Node


def read_object(node: Node) -> ScriptObject:
    """A scripting object with everything below it."""
    return ScriptObject(
        script_name=node.string("script-name"),
        java_class=node.string("java-class"),
        create=node.flag("create", default=True),
        strict=node.flag("strict", default=False),
        description=node.child_text("description"),
        url=node.child_text("url"),
        deprecated=_deprecated(node),
        since_version=node.string("since-version"),
        constructors=tuple(map(_constructor, node.below("constructors", "constructor"))),
        attributes=tuple(map(_attribute, node.below("attributes", "attribute"))),
        methods=tuple(map(_method, node.below("methods", "method"))),
        singleton=_singleton(node.child("singleton")),
    )


def _deprecated(node: Node) -> bool:
    return node.flag("is-deprecated", default=node.child("deprecated") is not None)


def _singleton(node: Node | None) -> Singleton | None:
    if node is None:
        return None
    return Singleton(script_name=node.string("script-name"), datasource=node.string("datasource"))


def _constructor(node: Node) -> Constructor:
    return Constructor(
        description=node.child_text("description"),
        parameters=tuple(map(_parameter, node.below("parameters", "parameter"))),
    )


def _attribute(node: Node) -> Attribute:
    return Attribute(
        script_name=node.string("script-name"),
        java_name=node.string("java-name"),
        return_type=node.string("return-type"),
        read_only=node.flag("read-only", default=False),
        optional=node.flag("is-optional", default=False),
        show_in_api=node.flag("show-in-api", default=True),
        description=node.text,
        deprecated=_deprecated(node),
    )


def _method(node: Node) -> Method:
    return Method(
        script_name=node.string("script-name"),
        java_name=node.string("java-name"),
        return_type=node.string("return-type", "void"),
        static=node.flag("static", default=False),
        show_in_api=node.flag("show-in-api", default=True),
        description=node.child_text("description"),
        deprecated=_deprecated(node),
        parameters=tuple(map(_parameter, node.below("parameters", "parameter"))),
    )


def _parameter(node: Node) -> Parameter:
    return Parameter(
        name=node.string("name"),
        type=node.string("type"),
        description=node.text,
        optional=node.flag("is-optional", default=False),
    )
