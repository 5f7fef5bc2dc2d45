"""The content that a plug-in ships, element by element, for comparing it with a server's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from harness.artifact.contents import open_packages
from harness.artifact.reading import open_plugin, open_submission
from mockvro.content.action import Action
from mockvro.content.package import Content, parse_elements
from mockvro.content.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.artifact.contents import PackageFile
    from harness.artifact.plugin import Plugin
    from mockvro.content.package.contents import ParsedElement

NO_VERSION = "0.0.0"
"""Version of an element that has none (``reference/package-format.md`` §8)."""


class ShippedElement(Struct, frozen=True, kw_only=True):
    """An element of a package.

    Attributes:
        type: Type of the package format, such as ``Workflow`` or ``ScriptModule``.
        id: Its id.
        name: Its name; empty when its content cannot be read.
        version: Its version; empty when its content cannot be read.
        takes_secret: Whether it mentions the type SecureString.
        module: Module of an action, folder of a workflow.
        inputs: Types of the inputs of an action or workflow, by name and in order.
        workflow: The workflow, if it is one that can be read.
        forms: JSON of its input forms by name of the item; "" is its own.
    """

    type: str
    id: str
    name: str = ""
    version: str = ""
    takes_secret: bool = False
    module: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    workflow: Workflow | None = None
    forms: dict[str, str] = field(default_factory=dict)


class ShippedPackage(Struct, frozen=True, kw_only=True):
    """A package that can be read.

    Attributes:
        entry: Where it lies in the dar.
        name: Its name.
        installed: Whether an installation action names it.
        elements: What is in it.
    """

    entry: str
    name: str
    installed: bool
    elements: tuple[ShippedElement, ...]

    @property
    def actions(self) -> tuple[ShippedElement, ...]:
        """Its actions."""
        return tuple(each for each in self.elements if each.type == "ScriptModule")

    @property
    def workflows(self) -> tuple[tuple[ShippedElement, Workflow], ...]:
        """Its workflows, as far as they can be read."""
        return tuple((each, each.workflow) for each in self.elements if each.workflow is not None)


def shipped_packages(path: Path, plugin: str) -> tuple[ShippedPackage, ...]:
    """Read the packages of one plug-in of a submission; what cannot be read is left out."""
    submission = open_submission(path, [])
    for dar in submission.dars if submission else ():
        opened = open_plugin(dar, (), [])
        if opened is not None and opened.descriptor.name == plugin:
            return tuple(_packages(opened))
    return ()


def _packages(plugin: Plugin) -> Iterator[ShippedPackage]:
    file: PackageFile
    for file in open_packages(plugin):
        if file.package is not None:
            yield ShippedPackage(
                entry=file.entry,
                name=file.package.name,
                installed=file.installed,
                elements=tuple(_element(each) for each in parse_elements(file.package)),
            )


def _element(parsed: ParsedElement) -> ShippedElement:
    element, content = parsed.element, parsed.content
    return ShippedElement(
        type=element.type,
        id=element.id,
        name=(content.name or element.id) if content else "",
        version=(content.version or NO_VERSION) if content else "",
        takes_secret=_mentions(element.data, "SecureString"),
        module=element.path,
        inputs=_inputs(content),
        workflow=content if isinstance(content, Workflow) else None,
        forms=dict(element.forms),
    )


def _inputs(content: Content | None) -> dict[str, str]:
    if isinstance(content, Workflow):
        return {each.name: each.type for each in content.inputs}
    if isinstance(content, Action):
        return {each.name: each.type for each in content.parameters}
    return {}


def _mentions(data: bytes, word: str) -> bool:
    """Whether a text occurs in one of the encodings of the package format (§4)."""
    return any(word.encode(form) in data for form in ("utf-8", "utf-16-be", "utf-16-le"))
