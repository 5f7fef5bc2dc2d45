"""Content of somebody else that collides with what a plug-in ships."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from harness.artifact.contents import open_packages
from harness.artifact.reading import open_plugin, open_submission
from mockvro.content.action import Action, write_action
from mockvro.content.configuration import ConfigurationElement, write_configuration
from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSpec,
    parse_elements,
    write_package,
)
from mockvro.content.workflow import Workflow, write_workflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.artifact.plugin import Plugin
    from mockvro.content.package.contents import Content, ParsedElement

_PACKAGE: Final = "org.vroaccept.seeds"
_COPIES: Final = "Acceptance copies"
_MODULE: Final = "org.vroaccept.copies"
_NEWER: Final = "999.0.0"
_CHANGED: Final = "Changed by somebody"


class Seeds(Struct, frozen=True, kw_only=True):
    """A package to be imported before the plug-in is installed.

    Attributes:
        package: Its bytes.
        copies: Ids of elements that are called as the plug-in's own, in other categories.
        newer: Ids of the plug-in's own elements, in a newer version with other content.
    """

    package: bytes
    copies: tuple[str, ...]
    newer: tuple[str, ...]

    @property
    def elements(self) -> tuple[str, ...]:
        """All of their ids."""
        return (*self.copies, *self.newer)


def seeds_for(artifact: Path, plugin: str) -> Seeds:
    """Make them from the content of an artifact that an installation imports."""
    parsed = tuple(_shipped(artifact, plugin))
    copies = tuple(spec for each in parsed if (spec := _copy(each)) is not None)
    newer = tuple(spec for each in parsed if (spec := _newer(each)) is not None)
    package = PackageSpec(name=_PACKAGE, elements=(*copies, *newer))
    return Seeds(
        package=write_package(package),
        copies=tuple(each.id for each in copies),
        newer=tuple(each.id for each in newer),
    )


def _shipped(artifact: Path, plugin: str) -> Iterator[ParsedElement]:
    submission = open_submission(artifact, [])
    for dar in submission.dars if submission else ():
        opened: Plugin | None = open_plugin(dar, (), [])
        if opened is not None and opened.descriptor.name == plugin:
            for file in open_packages(opened):
                if file.package is not None and file.installed:
                    yield from parse_elements(file.package)


def _copy(parsed: ParsedElement) -> ElementSpec | None:
    """The same under another id and in another category, as users copy workflows."""
    content = parsed.content
    if not isinstance(content, Workflow | Action | ConfigurationElement):
        return None
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, parsed.element.id))
    home = _MODULE if isinstance(content, Action) else _COPIES
    return _spec(parsed, structs.replace(content, id=identity), (Category(home),))


def _newer(parsed: ParsedElement) -> ElementSpec | None:
    """The same, changed by somebody and in a newer version."""
    content = parsed.content
    if not isinstance(content, Workflow | Action | ConfigurationElement):
        return None
    changed = structs.replace(content, version=_NEWER, description=_CHANGED)
    return _spec(parsed, changed, parsed.element.categories)


def _spec(parsed: ParsedElement, content: Content, home: tuple[Category, ...]) -> ElementSpec:
    return ElementSpec(
        id=content.id,
        type=parsed.element.type,
        data=_written(content),
        categories=home,
        info={"name": content.name},
    )


def _written(content: Content) -> str:
    if isinstance(content, Workflow):
        return write_workflow(content)
    if isinstance(content, Action):
        return write_action(content)
    if isinstance(content, ConfigurationElement):
        return write_configuration(content)
    raise TypeError(type(content).__name__)
