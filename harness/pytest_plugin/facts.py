"""What the descriptor of the plug-in under test declares, as far as dynamic checks need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from harness.pytest_plugin.stop import PluginNotLoadedError
from mockvro.content.descriptor import Descriptor
from mockvro.content.versions import compare
from mockvro.releases import names, profile

if TYPE_CHECKING:
    from harness.artifact import Inspection
    from harness.settings import RunSettings

_AUTOMATIC = "automatic"


class PluginFacts(Struct, frozen=True, kw_only=True):
    """Declarations of one plug-in.

    Attributes:
        descriptor: The whole descriptor.
        package: Names of the content packages inside the dar.
    """

    descriptor: Descriptor
    packages: tuple[str, ...] = ()

    @property
    def root(self) -> str:
        """Type of the inventory's root, empty without an inventory."""
        return self.descriptor.inventory_type or ""

    @property
    def finder_types(self) -> tuple[str, ...]:
        """Declared types, without the root and without open-ended dynamic types."""
        return tuple(
            finder.type
            for finder in self.descriptor.finders
            if finder.type != self.root and not finder.dynamic_types
        )

    @property
    def root_relations(self) -> tuple[str, ...]:
        """Relations that the inventory shows below its root."""
        root = self.descriptor.finder(self.root)
        return root.inventory_children if root else ()

    @property
    def relations(self) -> dict[str, tuple[str, ...]]:
        """Declared relations of each of :attr:`finder_types`."""
        return {
            finder.type: tuple(relation.name for relation in finder.relations)
            for finder in self.descriptor.finders
            if finder.type in self.finder_types
        }


def restarts_by_itself(settings: RunSettings) -> bool:
    """Whether the release of a run restarts its server after a change of plug-ins.

    Where nobody knows the release it counts as one that does, as all since 8.0.
    """
    known = settings.profile in names()
    return not known or profile(settings.profile).install.restart_after_plugin_change == _AUTOMATIC


def version_order(first: str, second: str) -> int:
    """-1, 0 or 1: how the product orders two versions."""
    return compare(first, second)


def facts_of(inspection: Inspection, plugin: str) -> PluginFacts:
    """Find the plug-in that the case names in the submission.

    Raises:
        PluginNotLoadedError: The submission has no readable plug-in of that name.
    """
    for dar in inspection.artifact.dars:
        if dar.descriptor is not None and dar.descriptor.name == plugin:
            packages = tuple(package.name for package in dar.packages)
            return PluginFacts(descriptor=dar.descriptor, packages=packages)
    names = [dar.descriptor.name for dar in inspection.artifact.dars if dar.descriptor]
    raise PluginNotLoadedError(
        f"the submission has no plug-in {plugin!r}, it has {', '.join(names) or 'none'}"
    )
