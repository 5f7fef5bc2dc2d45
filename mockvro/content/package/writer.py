"""Writing packages: the same content always gives the same bytes."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final

import msgspec

from mockvro.content.encoding import encode_utf16
from mockvro.content.errors import MarkupError, PackageError
from mockvro.content.package.model import Category, Element, Package, Tag, UsedPlugin
from mockvro.content.package.properties import write_properties
from mockvro.content.package.sides import write_categories, write_tags

if TYPE_CHECKING:
    from mockvro.content.package.signer import PackageSigner

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ATTRIBUTES: Final = 0o100644 << 16
_LONGEST_NAME: Final = 0xFFFF
_COMMENT: Final = "UTF-16"  # servers pass the encoding in the place of the comment


class ElementSpec(msgspec.Struct, frozen=True, kw_only=True):
    """An element to be packed.

    Attributes:
        id: Its id, equal to the one inside ``data``.
        type: Workflow, ScriptModule, ConfigurationElement, ResourceElement, PolicyTemplate …
        data: XML or JSON text, or bytes that are stored as they are.
        categories: Path from the root, or the module of an action.
        info: More keys of ``info``.
        signed: Whether a content signature over ``data`` is written.
        forms: Form JSON by item name; "" is the workflow's own form.
        bundle: Code of a polyglot action.
        files: More files of its folder, stored as they are; they go before what is made here.
    """

    id: str
    type: str
    data: str | bytes
    categories: tuple[Category, ...] = ()
    tags: tuple[Tag, ...] = ()
    info: Mapping[str, str] = {}
    signed: bool = False
    forms: Mapping[str, str] = {}
    bundle: bytes | None = None
    files: Mapping[str, bytes] = {}


class PackageSpec(msgspec.Struct, frozen=True, kw_only=True):
    """A package to be written.

    Attributes:
        name: Unique name, ``com.acme.library``.
        id: Opaque id; made from the name when empty.
        header: More keys of ``dunes-meta-inf``, such as ``vso-version``.
        certificates: Certificates of content signatures by their path in the package.
    """

    name: str
    elements: tuple[ElementSpec, ...] = ()
    id: str = ""
    description: str = ""
    used_plugins: tuple[UsedPlugin, ...] = ()
    header: Mapping[str, str] = {}
    certificates: Mapping[str, bytes] = {}


def write_package(spec: PackageSpec, signer: PackageSigner | None = None) -> bytes:
    """Pack and sign; without a signer the package is unsigned.

    Raises:
        PackageError: Rule P01 or P09, a name or text cannot be stored.
    """
    try:
        entries = _entries(spec, signer)
    except (MarkupError, UnicodeEncodeError) as error:
        raise PackageError(f"cannot be written: {error}", rule="P09", where=spec.name) from error
    if signer is not None:
        signed = {name: signer.sign(data) for name, data in entries.items() if data}
        entries |= {f"signatures/{name}": signature for name, signature in signed.items()}
    return _zip(entries, spec.name)


def repack(package: Package) -> PackageSpec:
    """The specification that writes a package's content again."""
    own = {"pkg-name", "pkg-id", "pkg-description", "used-plugins", "pkg-signer", "pkg-owner"}
    return PackageSpec(
        name=package.name,
        id=package.id,
        description=package.description,
        used_plugins=package.used_plugins,
        header={key: value for key, value in package.header.items() if key not in own},
        elements=tuple(map(_element_spec, package.elements)),
    )


def _element_spec(element: Element) -> ElementSpec:
    own = {"id", "type", "owner", "signature-owner"}
    return ElementSpec(
        id=element.id,
        type=element.type,
        data=element.data,
        categories=element.categories,
        tags=element.tags,
        info={key: value for key, value in element.info.items() if key not in own},
        signed=element.content_signature is not None,
        forms=element.forms,
        bundle=element.bundle,
    )


def _entries(spec: PackageSpec, signer: PackageSigner | None) -> dict[str, bytes]:
    entries = {"dunes-meta-inf": write_properties(_header(spec, signer), _COMMENT)}
    entries |= spec.certificates
    if signer is not None:
        entries[signer.certificate_entry] = signer.certificate_der
    for element in spec.elements:
        for name, data in _element_files(element, signer).items():
            entries[f"elements/{element.id}/{name}"] = data
    return entries


def _header(spec: PackageSpec, signer: PackageSigner | None) -> dict[str, str]:
    plugins = (f"{plugin.name}#{plugin.min_version}" for plugin in spec.used_plugins)
    header = {
        "pkg-name": spec.name,
        "pkg-id": spec.id or uuid.uuid5(uuid.NAMESPACE_DNS, spec.name).hex,
        "pkg-description": spec.description,
        "used-plugins": ",".join(plugins),
        **spec.header,
    }
    if signer is not None:
        header |= {"pkg-owner": signer.dn, "pkg-signer": signer.dn}
    return header


def _element_files(element: ElementSpec, signer: PackageSigner | None) -> dict[str, bytes]:
    info = {"id": element.id, "type": element.type, **element.info}
    data = element.data
    stored = data if isinstance(data, bytes) else encode_utf16(data)
    files = {"categories": encode_utf16(write_categories(element.categories)), "data": stored}
    if element.signed and signer is not None:
        info |= {"owner": signer.dn, "signature-owner": signer.dn}
        files["content-signature"] = signer.sign(stored)
    if element.tags:
        files["tags"] = encode_utf16(write_tags(element.tags))
    if element.bundle is not None:
        files["bundle"] = element.bundle
    files |= {f"input_form_{item}": encode_utf16(form) for item, form in element.forms.items()}
    return {"info": write_properties(info, _COMMENT), **files, **element.files}


def _zip(entries: Mapping[str, bytes], where: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in entries.items():
            if len(name.encode("utf-8", "replace")) > _LONGEST_NAME:
                raise PackageError("an entry name is too long", rule="P01", where=where)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = _ATTRIBUTES
            archive.writestr(info, data)
    return target.getvalue()
