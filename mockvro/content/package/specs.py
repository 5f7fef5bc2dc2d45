"""From the model of an element to what a package stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.content.action import Action, write_action
from mockvro.content.configuration import ConfigurationElement, write_configuration
from mockvro.content.package.model import Category, Tag
from mockvro.content.package.writer import ElementSpec
from mockvro.content.policy import PolicyTemplate, write_policy
from mockvro.content.resource_element import write_resource
from mockvro.content.workflow import Workflow, write_workflow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mockvro.content.package.contents import Content


def element_spec(
    content: Content,
    path: Iterable[str] | str,
    *,
    tags: tuple[Tag, ...] = (),
    forms: Mapping[str, str] | None = None,
    bundle: bytes | None = None,
    signed: bool = False,
) -> ElementSpec:
    """An element to be packed.

    Args:
        content: The element.
        path: Folder names from the root, or the dotted module of an action.
        tags: Its tags.
        forms: Form JSON by item name; "" is the workflow's own form.
        bundle: Code of a polyglot action.
        signed: Whether a content signature is written.

    Raises:
        ElementError: The content cannot be written.
    """
    kind, data = _stored(content)
    names = (path,) if isinstance(path, str) else tuple(path)
    return ElementSpec(
        id=content.id,
        type=kind,
        data=data,
        categories=tuple(map(Category, names)),
        tags=tags,
        info={"name": content.name, "categoryPath": ".".join(names)},
        signed=signed,
        forms=forms or {},
        bundle=bundle,
    )


def _stored(content: Content) -> tuple[str, str | bytes]:
    match content:
        case Workflow():
            return "Workflow", write_workflow(content)
        case Action():
            return "ScriptModule", write_action(content)
        case ConfigurationElement():
            return "ConfigurationElement", write_configuration(content)
        case PolicyTemplate():
            return "PolicyTemplate", write_policy(content)
        case _:
            return "ResourceElement", write_resource(content)
