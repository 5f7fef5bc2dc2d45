"""The one reader for ZIP archives from outside.

The archive stays in memory and nothing is unpacked by itself. Everything is checked when it is
opened: names, methods, layout, check sums, and sizes counted while inflating, never taken from a
header. Afterwards every name in :attr:`Archive.names` can be read. Rules are those of
`reference/dar-and-vmoapp.md` §9; the pitfalls of :mod:`zipfile` are why it only lists entries here.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final

import msgspec

from mockvro.content.archive_bodies import Limits, StoredFile, check_bodies, inflate, java_name
from mockvro.content.archive_names import name_problems, refuse_unsafe
from mockvro.content.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Archive", "ArchiveProblem", "Limits", "open_archive"]

_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED: Final = 0x0001 | 0x0040 | 0x2000  # traditional, strong, masked headers


class ArchiveProblem(msgspec.Struct, frozen=True):
    """Something wrong with an archive that can be read nevertheless.

    Attributes:
        rule: D29 (duplicate name) or D42 (backslash as separator).
        entry: Name of the entry.
        detail: One line for a person.
    """

    rule: str
    entry: str
    detail: str


class Archive(msgspec.Struct, frozen=True):
    """A checked archive.

    Attributes:
        name: What messages call it.
        folders: Names of explicit folder entries, with the closing slash.
        problems: What is wrong without being dangerous.
    """

    name: str
    folders: tuple[str, ...]
    problems: tuple[ArchiveProblem, ...]
    _data: bytes
    _entries: Mapping[str, StoredFile]

    def __repr__(self) -> str:
        return f"Archive({self.name!r}, {len(self._entries)} files)"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files in the order of the central directory."""
        return tuple(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """The inflated size of a file in bytes, as counted when the archive was opened."""
        return self._entry(name).size

    def read(self, name: str) -> bytes:
        """The content of a file; of two entries with one name the last, as in Java.

        Raises:
            ArchiveError: Rule D04 when there is no such file.
        """
        return b"".join(inflate(self._data, self._entry(name)))

    def extract_to(self, folder: Path, names: Iterable[str]) -> tuple[Path, ...]:
        """Write the named files below a folder that is ours; meant for handing jars to a JVM.

        Raises:
            ArchiveError: A file is missing here, or cannot be written there.
        """
        return tuple(self._extract(folder, name) for name in names)

    def _extract(self, folder: Path, name: str) -> Path:
        target = folder.joinpath(*name.replace("\\", "/").split("/"))
        if not target.resolve().is_relative_to(folder.resolve()):
            raise ArchiveError(
                f"unsafe entry name {name!r}", rule="D28", where=self.name, entry=name
            )
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.read(name))
        except OSError as error:
            what = f"entry {name!r} cannot be unpacked: {error.strerror}"
            raise ArchiveError(what, rule="D28", where=self.name, entry=name) from error
        return target

    def _entry(self, name: str) -> StoredFile:
        try:
            return self._entries[name]
        except KeyError:
            what = f"no entry {name!r}"
            raise ArchiveError(what, rule="D04", where=self.name, entry=name) from None


def open_archive(source: Path | bytes, *, name: str, limits: Limits | None = None) -> Archive:
    """Check an archive from outside completely and open it.

    Args:
        source: The file, or its content.
        name: What messages call the archive.
        limits: When it counts as a bomb.

    Raises:
        ArchiveError: With rule D01 (no ZIP), D02 (damaged), D28 (unsafe name), D30 (encryption
            or method) or D31 (bomb, overlapping entries).
    """
    limits = limits or Limits()
    data = _content(source, name, limits)
    infos = _directory(data, name, limits)
    for info in infos:
        refuse_unsafe(info.filename, name)
        _refuse_method(info, name)
    entries = check_bodies(data, infos, name, limits)
    problems = (ArchiveProblem(*facts) for facts in name_problems([i.filename for i in infos]))
    return Archive(
        name=name,
        folders=tuple(info.filename for info in infos if info.is_dir()),
        problems=tuple(problems),
        _data=data,
        _entries={entry.name: entry for entry in entries if not entry.name.endswith("/")},
    )


def _content(source: Path | bytes, name: str, limits: Limits) -> bytes:
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > limits.archive:
            what = f"archive has {size} bytes (limit {limits.archive})"
            raise ArchiveError(what, rule="D31", where=name)
        data = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise ArchiveError(f"cannot be read: {error.strerror}", rule="D01", where=name) from error
    if not data.startswith(_STARTS):
        raise ArchiveError(
            f"not a ZIP archive (starts with {data[:8].hex()})",
            rule="D01",
            where=name,
            advice="a .dar or .vmoapp must be a JAR or ZIP",
        )
    return data


def _directory(data: bytes, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            infos = opened.infolist()
            for info in infos:
                info.filename = java_name(info)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError) as error:
        raise ArchiveError(f"damaged archive: {error}", rule="D02", where=name) from error
    if len(infos) > limits.entries:
        what = f"archive has {len(infos)} entries (limit {limits.entries})"
        raise ArchiveError(what, rule="D31", where=name)
    return infos


def _refuse_method(info: zipfile.ZipInfo, where: str) -> None:
    method = f"compression method {info.compress_type}"
    if info.flag_bits & _ENCRYPTED:
        method = "encryption"
    elif info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return
    raise ArchiveError(
        f"entry {info.filename!r} uses {method}; only stored and deflated are supported",
        rule="D30",
        where=where,
        entry=info.filename,
    )
