"""From XML files to a signed content package."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSigner,
    PackageSpec,
    UsedPlugin,
    write_package,
)
from sample_plugins.build.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sample_plugins.build.source import PluginSource


def pack(source: PluginSource, signer: PackageSigner | None) -> bytes:
    """The package of a plug-in.

    Raises:
        BuildError: A file is no XML, or has no id.
        PackageError: The package cannot be written.
    """
    settings = source.settings
    name, _, version = settings.module.partition("#")
    spec = PackageSpec(
        name=settings.package,
        description=settings.description,
        used_plugins=(UsedPlugin(name, version or "0.0.0"),) if name else (),
        elements=tuple(_elements(source)),
    )
    return write_package(spec, signer)


@lru_cache(maxsize=8)
def new_signer(dn: str) -> PackageSigner:
    """A key of this process for a distinguished name; making one takes a moment."""
    return PackageSigner.generate(dn)


def stored_signer(dn: str, file: Path) -> PackageSigner:
    """The key in a file, which is made when it is missing.

    Raises:
        PackageError: The file cannot be read or written.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        new_signer(dn).save(file)
    return PackageSigner.load(file)


def _elements(source: PluginSource) -> Iterator[ElementSpec]:
    for path, data in source.below("content/workflows").items():
        folders = path.split("/")[:-1]
        yield _element(source, f"content/workflows/{path}", "Workflow", data, folders)
    for path, data in source.below("content/actions").items():
        module = path.rpartition("/")[0]
        yield _element(source, f"content/actions/{path}", "ScriptModule", data, [module])


def _element(
    source: PluginSource, path: str, kind: str, data: bytes, folders: list[str]
) -> ElementSpec:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise BuildError(str(problem), where=f"{source.name}/{path}") from problem
    if not root.get("id"):
        raise BuildError("the element has no id", where=f"{source.name}/{path}")
    return ElementSpec(
        id=str(root.get("id")),
        type=kind,
        data=data.decode(),
        categories=tuple(Category(name=folder) for folder in folders),
    )
