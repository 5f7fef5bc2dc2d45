"""Writing a stored package back into its file format, signed by this server."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSigner,
    PackageSpec,
    UsedPlugin,
    write_package,
)
from mockvro.plugins.configuration_values import with_values
from mockvro.store import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from mockvro.plugins.configuration_values import Values
    from mockvro.store import Element, Store, StoredPackage

_making_key = threading.Lock()


def export_package(store: Store, package: StoredPackage, key_file: Path, values: Values) -> bytes:
    """The package with its elements as they are stored now, without values that are not asked for.

    Raises:
        PackageError: A name cannot be stored, or the key cannot be read or kept.
    """
    members = store.packages.members(package.name)
    elements = (store.elements.get(kind, element) for kind, element in members)
    spec = PackageSpec(
        name=package.name,
        id=package.id,
        description=package.description,
        used_plugins=tuple(UsedPlugin(each.name, each.version) for each in package.used_plugins),
        elements=tuple(_spec(store, each, values) for each in elements if each is not None),
    )
    return write_package(spec, signer(key_file))


def _spec(store: Store, element: Element, values: Values) -> ElementSpec:
    if element.kind == Kind.CONFIGURATION:
        element = with_values(element, None, values)
    path = store.categories.path(element.category)
    return ElementSpec(
        id=element.id,
        type=element.kind,
        data=element.data,
        categories=tuple(Category(each.name, each.description) for each in path),
    )


def signer(key_file: Path) -> PackageSigner:
    """The key of this server, made at its first export."""
    with _making_key:
        if key_file.exists():
            return PackageSigner.load(key_file)
        made = PackageSigner.generate("CN=mockvro,O=simulated Orchestrator")
        made.save(key_file)
        return made
