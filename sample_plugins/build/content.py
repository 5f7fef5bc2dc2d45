"""From XML files to a signed content package."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree
from msgspec.structs import replace

from mockvro.content.errors import MarkupError
from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSigner,
    PackageSpec,
    UsedPlugin,
    write_package,
)
from mockvro.content.package.properties import read_properties
from mockvro.content.resource_element import ResourceElement, write_resource
from sample_plugins.build.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sample_plugins.build.source import PluginSource


INFO = ".element_info.xml"
"""Behind the name of a resource: id, name, mimetype, version, description."""


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
    forms = source.below("content/forms")
    for path, data in source.below("content/workflows").items():
        found = _element(source, f"content/workflows/{path}", "Workflow", data, _folders(path))
        form = forms.get(f"{path.removesuffix('.xml')}.json")
        yield found if form is None else replace(found, forms={"": form.decode()})
    for path, data in source.below("content/actions").items():
        module = path.rpartition("/")[0]
        yield _element(source, f"content/actions/{path}", "ScriptModule", data, [module])
    for path, data in source.below("content/configurations").items():
        place = f"content/configurations/{path}"
        yield _element(source, place, "ConfigurationElement", data, _folders(path))
    yield from _resources(source)


def _folders(path: str) -> list[str]:
    return path.split("/")[:-1]


def _resources(source: PluginSource) -> Iterator[ElementSpec]:
    files = source.below("content/resources")
    for path, data in files.items():
        if path.endswith(INFO):
            continue
        where = f"{source.name}/content/resources/{path}"
        if path + INFO not in files:
            raise BuildError(f"the resource has no {INFO}", where=where)
        yield _resource(where, _folders(path), data, files[path + INFO])


def _resource(where: str, folders: list[str], data: bytes, info: bytes) -> ElementSpec:
    try:
        facts = read_properties(info)
    except MarkupError as problem:
        raise BuildError(problem.what, where=where + INFO) from problem
    resource = ResourceElement(
        id=facts.get("id", ""),
        name=facts.get("name", ""),
        description=facts.get("description", ""),
        version=facts.get("version", ""),
        mime_type=facts.get("mimetype", ""),
        allowed_operations="vf",
        data=data,
    )
    if not resource.id:
        raise BuildError("the element has no id", where=where + INFO)
    return ElementSpec(
        id=resource.id,
        type="ResourceElement",
        data=write_resource(resource),
        categories=_categories(folders),
    )


def _categories(folders: list[str]) -> tuple[Category, ...]:
    return tuple(Category(name=folder) for folder in folders)


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
        categories=_categories(folders),
    )
