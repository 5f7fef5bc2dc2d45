"""The elements of a package as models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from mockvro.content.action import Action, parse_action
from mockvro.content.configuration import ConfigurationElement, parse_configuration
from mockvro.content.errors import ElementError, TypeNameError
from mockvro.content.package.model import Element, Package
from mockvro.content.policy import PolicyTemplate, parse_policy
from mockvro.content.resource_element import ResourceElement, read_resource
from mockvro.content.typenames import VroType, mentioned_types, parse_type
from mockvro.content.workflow import Workflow, parse_workflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


Content: TypeAlias = Workflow | Action | ConfigurationElement | ResourceElement | PolicyTemplate

_PARSERS: Final[dict[str, Callable[[str], Content]]] = {
    "Workflow": parse_workflow,
    "ScriptModule": parse_action,
    "ConfigurationElement": parse_configuration,
    "PolicyTemplate": parse_policy,
}
XML_TYPES: Final = frozenset(_PARSERS)
RESOURCE: Final = "ResourceElement"


class ParsedElement(msgspec.Struct, frozen=True):
    """An element with its content.

    Attributes:
        content: ``None`` when it cannot be read, or when its type is none that we interpret.
        error: Why it cannot be read.
    """

    element: Element
    content: Content | None = None
    error: ElementError | None = None


def parse_element(element: Element) -> Content | None:
    """The content of an element; ``None`` for types that are kept but not interpreted.

    Raises:
        ElementError: The content is not of its type.
    """
    if element.type == RESOURCE:
        return read_resource(element.data)
    parse = _PARSERS.get(element.type)
    return parse(element.text) if parse is not None else None


def parse_elements(package: Package) -> tuple[ParsedElement, ...]:
    """All elements of a package in its order, with errors instead of contents where needed."""
    return tuple(map(_parsed, package.elements))


def _parsed(element: Element) -> ParsedElement:
    try:
        return ParsedElement(element, parse_element(element))
    except ElementError as error:
        return ParsedElement(element, None, error)


def used_modules(content: Content | None) -> frozenset[str]:
    """Plug-ins whose types a content mentions."""
    return frozenset(
        each.module for name in _type_names(content) for each in _mentioned(name) if each.module
    )


def _mentioned(name: str) -> tuple[VroType, ...]:
    try:
        return mentioned_types(parse_type(name))
    except TypeNameError:
        return ()


def _type_names(content: Content | None) -> Iterator[str]:
    if isinstance(content, Workflow):
        yield from content.variable_types().values()
        for item in content.items:
            yield from (bind.type for bind in (*item.in_bindings, *item.out_bindings))
    elif isinstance(content, Action):
        yield content.result_type
        yield from (parameter.type for parameter in content.parameters)
    elif isinstance(content, (ConfigurationElement, PolicyTemplate)):
        yield from (variable.type for variable in content.attributes)
