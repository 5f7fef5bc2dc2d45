"""From ``vso.xml`` to :class:`Descriptor`, refusing exactly what the product refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockvro.content import markup
from mockvro.content.descriptor import finders, scripting
from mockvro.content.descriptor.model import (
    ConfigurationTab,
    Datasource,
    Descriptor,
    Entry,
    Enumeration,
    Installation,
    InstallationAction,
    WebViewLibrary,
)
from mockvro.content.descriptor.tree import Node, load_tree
from mockvro.content.errors import DescriptorError

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEFAULTS: Final = Datasource()
_DESCRIBED_INSIDE: Final = frozenset({"finders", "scripting-objects"})


def parse_descriptor(data: bytes) -> Descriptor:
    """Read a descriptor.

    Raises:
        DescriptorError: With rule D06 (not well-formed), D07 (root is no ``module``), D10 (uses
            an entity), D11 (no name), D12 (colon in the name) or D43 (empty description, or
            ``finder-datasources`` without a datasource).
    """
    module = Node(load_tree(data))
    _refuse_module(module)
    description = _description(module)
    _refuse_datasources(module)
    classpath = module.child("classpath")
    inventory = module.child("inventory")
    return Descriptor(
        name=module.string("name"),
        version=module.string("version"),
        build_number=module.string("build-number"),
        image=module.get("image"),
        display_name=module.get("display-name"),
        description=description,
        interface_mapping_allowed=module.flag("interface-mapping-allowed", default=False),
        platform_version=module.get("platform-version"),
        plugin_package=module.get("plugin-package"),
        classpath_parent=classpath.string("parent", "platform") if classpath else "platform",
        classpath_files=tuple(
            node.string("path") or node.text for node in module.below("classpath", "file")
        ),
        inventory_type=inventory.get("type") if inventory else None,
        installation=_installation(module.child("installation")),
        configuration=_configuration(module.child("configuration")),
        webview_library=_webview_library(module.child("webview-components-library")),
        datasources=tuple(
            map(_datasource, module.below("finder-datasources", "finder-datasource"))
        ),
        finders=tuple(map(finders.read_finder, module.below("finders", "finder"))),
        objects=tuple(map(scripting.read_object, module.below("scripting-objects", "object"))),
        enumerations=tuple(map(_enumeration, module.below("enumerations", "enumeration"))),
    )


def _refuse_module(module: Node) -> None:
    if module.name != "module":
        found = markup.local_name(module.element)
        raise DescriptorError(
            f"root element is <{found}>, expected <module>", rule="D07", line=module.line
        )
    name = module.string("name")
    if not name.strip():
        raise DescriptorError("module has no name", rule="D11", line=module.line)
    if ":" in name:
        what = f"module name {name!r} is used as type prefix and must not contain ':'"
        raise DescriptorError(what, rule="D12", line=module.line)


def _outside_parts(node: Node) -> Iterator[Node]:
    """All elements in document order, without those inside finders and scripting objects."""
    for child in map(Node, markup.children(node.element)):
        yield child
        if child.name not in _DESCRIBED_INSIDE:
            yield from _outside_parts(child)


def _description(module: Node) -> str | None:
    """The first description outside finders and scripting objects, as the product takes it.

    A comment as first content is let through: nobody saw what the product does then.
    """
    described = (node for node in _outside_parts(module) if node.name == "description")
    node = next(described, None)
    if node is None:
        return None
    if not node.element.text and not _starts_with_comment(node):
        raise DescriptorError(
            "module description is empty: the product refuses the plug-in",
            rule="D43",
            line=node.line,
            advice="write a text or leave the element out",
        )
    return node.text


def _starts_with_comment(node: Node) -> bool:
    first = next(iter(node.element), None)
    return first is not None and not isinstance(first.tag, str)


def _refuse_datasources(module: Node) -> None:
    for container in module.children("finder-datasources"):
        if container.child("finder-datasource") is None:
            what = "finder-datasources has no finder-datasource: the product refuses the plug-in"
            raise DescriptorError(what, rule="D43", line=container.line)


def _datasource(node: Node) -> Datasource:
    default = _DEFAULTS
    direct = "direct" if node.flag("direct-invoker", default=True) else "timeout"
    return Datasource(
        name=node.string("name"),
        adaptor_class=node.get("adaptor-class"),
        concurrent_call=node.flag("concurrent-call", default=default.concurrent_call),
        invoker_mode=node.string("invoker-mode", direct),
        anonymous_login_mode=node.string("anonymous-login-mode", default.anonymous_login_mode),
        timeout_fetch_relation=node.seconds(
            "timeout-fetch-relation", default.timeout_fetch_relation
        ),
        timeout_find_all=node.seconds("timeout-find-all", default.timeout_find_all),
        timeout_find=node.seconds("timeout-find", default.timeout_find),
        timeout_has_children_in_relation=node.seconds(
            "timeout-has-children-in-relation", default.timeout_has_children_in_relation
        ),
        timeout_execute_plugin_command=node.seconds(
            "timeout-execute-plugin-command", default.timeout_execute_plugin_command
        ),
    )


def _installation(node: Node | None) -> Installation | None:
    if node is None:
        return None
    actions = (
        InstallationAction(type=action.get("type"), resource=action.get("resource"))
        for action in node.children("action")
    )
    return Installation(mode=node.string("mode"), actions=tuple(actions))


def _configuration(node: Node | None) -> ConfigurationTab | None:
    if node is None:
        return None
    return ConfigurationTab(
        icon=node.string("icon"),
        adaptor_class=node.string("adaptor-class"),
        configuration_war=node.get("configuration-war"),
        validation=node.get("validation"),
    )


def _webview_library(node: Node | None) -> WebViewLibrary | None:
    if node is None:
        return None
    return WebViewLibrary(
        jar=node.string("jar"), specification_path=node.string("specification-path")
    )


def _enumeration(node: Node) -> Enumeration:
    return Enumeration(
        type=node.string("type"),
        description=node.child_text("description"),
        url=node.child_text("url"),
        entries=tuple(
            Entry(id=entry.string("id"), name=entry.string("name"))
            for entry in node.below("entries", "entry")
        ),
    )
