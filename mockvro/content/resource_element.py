"""Resource elements: a ZIP of attributes and raw bytes (`reference/workflow-xml.md` §12)."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

import msgspec

from mockvro.content.archive import Archive, Limits, open_archive
from mockvro.content.errors import ArchiveError, ElementError

_FOLDER: Final = "VSO-RESOURCE-INF/"
_DATA: Final = f"{_FOLDER}data"
_ATTRIBUTES: Final = {
    "id": "attribute_id",
    "name": "attribute_name",
    "description": "attribute_description",
    "version": "attribute_version",
    "mime_type": "attribute_mimetype",
    "allowed_operations": "attribute_allowedOperations",
}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class ResourceElement(msgspec.Struct, frozen=True, kw_only=True):
    """A file kept in the Orchestrator; ``data`` is ``None`` when the ZIP has none."""

    id: str = ""
    name: str = ""
    description: str = ""
    version: str = ""
    mime_type: str = ""
    allowed_operations: str = ""
    data: bytes | None = None


def read_resource(data: bytes, *, limits: Limits | None = None) -> ResourceElement:
    """Read a resource element; unknown entries are ignored.

    Raises:
        ElementError: The bytes are no ZIP that can be read safely.
    """
    try:
        archive = open_archive(data, name="resource element", limits=limits)
    except ArchiveError as error:
        raise ElementError(error.what) from error
    texts = {field: _text(archive, _FOLDER + name) for field, name in _ATTRIBUTES.items()}
    content = archive.read(_DATA) if _DATA in archive else None
    return ResourceElement(**texts, data=content)


def _text(archive: Archive, name: str) -> str:
    return archive.read(name).decode(errors="replace") if name in archive else ""


def write_resource(resource: ResourceElement) -> bytes:
    """The ZIP; the same resource always gives the same bytes.

    Raises:
        ElementError: A text has characters without a UTF-8 form.
    """
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for field, name in _ATTRIBUTES.items():
            _store(archive, _FOLDER + name, _encoded(getattr(resource, field)))
        if resource.data is not None:
            _store(archive, _DATA, resource.data)
    return target.getvalue()


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ElementError(f"resource cannot be written: {error.reason}") from error


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    archive.writestr(info, data)
