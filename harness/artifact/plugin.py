"""The plug-in as the static rules see it: everything read once, nothing judged yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from harness.artifact.classes import ClassIndex
    from harness.artifact.contents import PackageFile
    from mockvro.content.archive import Archive
    from mockvro.content.descriptor import Descriptor
    from mockvro.content.descriptor.tree import Node
    from mockvro.content.submission import Dar

DESCRIPTOR = "VSO-INF/vso.xml"
RESOURCES = "resources/"


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """One readable dar.

    Attributes:
        dar: The archive.
        descriptor: What ``vso.xml`` means.
        tree: What is written in it.
        packages: The content packages, opened.
        classes: The class index; ``None`` when class files were not to be read or could not be.
        licences: What each jar says about its licence; known where ``classes`` is.
        releases: Orchestrator releases that the case claims, none without a case.
    """

    dar: Dar
    descriptor: Descriptor
    tree: Node
    packages: tuple[PackageFile, ...] = ()
    classes: ClassIndex | None = None
    licences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    releases: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """File name of the dar."""
        return self.dar.name

    @property
    def archive(self) -> Archive:
        """Its entries."""
        return self.dar.archive

    @property
    def jars(self) -> tuple[str, ...]:
        """Names of the jars that make the class path."""
        return self.dar.jars

    def resource(self, path: str) -> str | None:
        """The entry that a path of the descriptor names."""
        return self.dar.resource(path)


def attributes(node: Node) -> dict[str, str]:
    """All attributes of an element as written."""
    return {str(name): str(value) for name, value in node.element.attrib.items()}


def place(node: Node) -> str:
    """How a finding names an element that was written wrongly."""
    return f"{DESCRIPTOR} line {node.line}"


def spot(kind: str, *names: str) -> str:
    """How a finding names a part of the descriptor: its kind, and names from outside to inside."""
    return f"{DESCRIPTOR} {kind} {' / '.join(names)}"
