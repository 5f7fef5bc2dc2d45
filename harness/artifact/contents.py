"""The content packages of a dar, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from harness.artifact.rules.resources import INSTALL_PACKAGE
from mockvro.content.errors import PackageError
from mockvro.content.package import Package, read_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.plugin import Plugin


class PackageFile(Struct, frozen=True):
    """A package in the dar.

    Attributes:
        entry: Where it lies.
        installed: Whether an installation action names it.
        package: Its content; ``None`` when it cannot be read.
        problem: Why it cannot be read.
    """

    entry: str
    installed: bool
    package: Package | None = None
    problem: PackageError | None = None


def open_packages(plugin: Plugin) -> Iterator[PackageFile]:
    """Open what installation actions name, and every other ``.package`` of the dar."""
    installation = plugin.descriptor.installation
    actions = installation.actions if installation else ()
    wanted = [each.resource for each in actions if each.type == INSTALL_PACKAGE and each.resource]
    found = [entry for entry in map(plugin.resource, wanted) if entry is not None]
    for entry in dict.fromkeys([*found, *plugin.dar.packages]):
        yield _opened(plugin, entry, entry in found)


def _opened(plugin: Plugin, entry: str, installed: bool) -> PackageFile:
    try:
        package = read_package(plugin.archive.read(entry), file=entry)
    except PackageError as error:
        return PackageFile(entry, installed, problem=error)
    return PackageFile(entry, installed, package=package)
