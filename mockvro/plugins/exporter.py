"""Writing a stored package back into its file format, signed by this server."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSigner,
    PackageSpec,
    Tag,
    UsedPlugin,
    write_package,
)
from mockvro.plugins.configuration_values import ALL, with_values
from mockvro.plugins.element_sides import Certificates, exported_files, exported_info
from mockvro.plugins.operations import masked
from mockvro.store import Kind
from mockvro.store.elements import tagged_type

if TYPE_CHECKING:
    from pathlib import Path

    from mockvro.plugins.configuration_values import Values
    from mockvro.store import Element, Store, StoredPackage

_making_key = threading.Lock()


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Options of one export (`reference/rest-api.md` §8).

    Attributes:
        values: Which values of configuration elements are written.
        tags: Whether global tags are written.
        history: Whether version histories are written.
        operations: Mask that the rights of every element are cut down to.
    """

    values: Values = ALL
    tags: bool = True
    history: bool = True
    operations: str = "vef"


def export_package(
    store: Store, package: StoredPackage, key_file: Path, options: ExportOptions
) -> bytes:
    """The package with its elements as they are stored now.

    Raises:
        PackageError: A name cannot be stored, or the key cannot be read or kept.
    """
    own = signer(key_file)
    certificates = Certificates({own.certificate_entry: own.certificate_der})
    members = store.packages.members(package.name)
    found = (store.elements.get(kind, element) for kind, element in members)
    elements = [each for each in found if each is not None]
    specs = tuple(_spec(store, each, options, certificates) for each in elements)
    spec = PackageSpec(
        name=package.name,
        id=package.id,
        description=package.description,
        used_plugins=tuple(UsedPlugin(each.name, each.version) for each in package.used_plugins),
        elements=specs,
        certificates=certificates.found,
    )
    return write_package(spec, own)


def _spec(
    store: Store, element: Element, options: ExportOptions, certificates: Certificates
) -> ElementSpec:
    if element.kind == Kind.CONFIGURATION:
        element = with_values(element, None, options.values)
    sides = store.sides.all(element.kind, element.id)
    certificates.add(sides)
    path = store.categories.path(element.category)
    return ElementSpec(
        id=element.id,
        type=element.kind,
        data=masked(element, options.operations),
        categories=tuple(Category(each.name, each.description) for each in path),
        tags=_tags(store, element) if options.tags else (),
        info=exported_info(sides),
        files=exported_files(sides, history=options.history),
    )


def _tags(store: Store, element: Element) -> tuple[Tag, ...]:
    tags = store.tags.of(tagged_type(element.kind), element.id)
    return tuple(Tag(each.name, each.value, is_global=True) for each in tags if each.is_global)


def signer(key_file: Path) -> PackageSigner:
    """The key of this server, made at its first export."""
    with _making_key:
        if key_file.exists():
            return PackageSigner.load(key_file)
        made = PackageSigner.generate("CN=mockvro,O=simulated Orchestrator")
        made.save(key_file)
        return made
