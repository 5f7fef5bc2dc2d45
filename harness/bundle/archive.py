"""Writing and strictly reading the ZIP of a bundle (threats T1, T2, T13 of ``docs/bundle.md``)."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from harness.bundle import layout
from harness.bundle.errors import BundleWriteError, RefusedError
from harness.bundle.layout import Entry
from harness.bundle.reasons import Code
from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_CHUNK = 1024 * 1024

_HEADER_FIELDS = (
    ("signature", layout.LOCAL_SIGNATURE),
    ("version needed", 20),
    ("flags", 0),
    ("compression method", 0),
    ("time", 0),
    ("date", 0x21),
)


def write_archive(target: IO[bytes], files: Mapping[str, bytes]) -> None:
    """Write files in the fixed profile; the same files give the same bytes everywhere.

    Raises:
        BundleWriteError: A name or a size is outside the format's limits.
    """
    entries: list[Entry] = []
    for name in sorted(files, key=layout.archive_order):
        data = files[name]
        _check_writable(name, len(data), len(entries))
        offset = entries[-1].end if entries else 0
        entry = Entry(name, zlib.crc32(data), len(data), offset)
        target.write(layout.local_header(entry))
        target.write(data)
        entries.append(entry)
    tail = layout.directory(entries)
    target.write(tail)
    if (entries[-1].end if entries else 0) + len(tail) > layout.MAX_BUNDLE:
        raise BundleWriteError("bundle is larger than 256 MiB", advice="cap the logs of the run")


def _check_writable(name: str, size: int, count: int) -> None:
    if not layout.valid_name(name):
        raise BundleWriteError("name is not allowed in a bundle", where=repr(name))
    if size > layout.MAX_ENTRY:
        raise BundleWriteError(
            f"{size} bytes, allowed are {layout.MAX_ENTRY}", where=name, advice="cap this file"
        )
    if count >= layout.MAX_ENTRIES:
        raise BundleWriteError(f"more than {layout.MAX_ENTRIES} files", where=name)


class BundleArchive:
    """A bundle whose layout was found to be exactly what our writer produces.

    Contents are not judged yet; each read checks the CRC-32.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._entries = {entry.name: entry for entry in _read_layout(stream)}

    @property
    def names(self) -> tuple[str, ...]:
        """All entry names, in archive order."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """Length of an entry in bytes."""
        return self._entries[name].size

    def read(self, name: str) -> bytes:
        """Read one entry, at most 64 MiB.

        Raises:
            RefusedError: The content does not have the CRC-32 of its header.
        """
        return b"".join(self._chunks(name))

    def sha256(self, name: str) -> str:
        """Hash one entry without keeping it in memory; raises as :meth:`read`."""
        digest = hashlib.sha256()
        for chunk in self._chunks(name):
            digest.update(chunk)
        return digest.hexdigest()

    def _chunks(self, name: str) -> Iterator[bytes]:
        entry = self._entries[name]
        crc, left = 0, entry.size
        self._stream.seek(entry.start)
        while left:
            chunk = self._stream.read(min(_CHUNK, left))
            if not chunk:
                break
            crc, left = zlib.crc32(chunk, crc), left - len(chunk)
            yield chunk
        if left or crc != entry.crc:
            raise RefusedError(Code.ARCHIVE_CRC, "content and CRC-32 differ", where=name)


@contextmanager
def open_archive(path: Path) -> Iterator[BundleArchive]:
    """Open a bundle for reading.

    Raises:
        UsageError: The file cannot be opened.
        RefusedError: The file is not laid out as a bundle.
    """
    try:
        stream = path.open("rb")
    except OSError as exc:
        raise UsageError(f"cannot read the bundle: {exc.strerror}", where=str(path)) from exc
    with stream:
        yield BundleArchive(stream)


def _read_layout(stream: IO[bytes]) -> list[Entry]:
    size = stream.seek(0, os.SEEK_END)
    if size > layout.MAX_BUNDLE:
        raise RefusedError(Code.ARCHIVE_SIZE, f"{size} bytes, allowed are {layout.MAX_BUNDLE}")
    entries: list[Entry] = []
    while (entry := _local_entry(stream, entries, size)) is not None:
        entries.append(entry)
    _check_order([entry.name for entry in entries])
    _check_tail(stream, entries)
    return entries


def _local_entry(stream: IO[bytes], entries: list[Entry], limit: int) -> Entry | None:
    """Read the entry that starts where the last one ended; ``None`` at the central directory."""
    offset = entries[-1].end if entries else 0
    stream.seek(offset)
    header = stream.read(layout.LOCAL.size)
    if len(header) < layout.LOCAL.size or not header.startswith(layout.LOCAL_SIGNATURE):
        return None
    if len(entries) >= layout.MAX_ENTRIES:
        raise RefusedError(Code.ARCHIVE_SIZE, f"more than {layout.MAX_ENTRIES} entries")
    entry = _decode_local(header, stream, offset)
    if entry.size > layout.MAX_ENTRY:
        raise RefusedError(Code.ARCHIVE_SIZE, f"{entry.size} bytes in one entry", where=entry.name)
    if entry.end > limit:
        raise RefusedError(Code.ARCHIVE_LAYOUT, "entry ends behind the file", where=entry.name)
    return entry


def _decode_local(header: bytes, stream: IO[bytes], offset: int) -> Entry:
    fields = layout.LOCAL.unpack(header)
    crc, size, name_length = fields[6], fields[8], fields[9]
    name = _decode_name(stream.read(min(name_length, layout.MAX_NAME + 1)))
    entry = Entry(name, crc, size, offset)
    if layout.local_header(entry) != header + name.encode("ascii"):
        raise RefusedError(Code.ARCHIVE_LAYOUT, _odd_field(fields), where=name)
    return entry


def _decode_name(raw: bytes) -> str:
    name = raw.decode("ascii", errors="replace")
    if not layout.valid_name(name):
        raise RefusedError(Code.ARCHIVE_NAME, f"entry name {name!r} is not allowed")
    return name


def _odd_field(fields: tuple[object, ...]) -> str:
    """Name the first header field that is not what the format fixes it to."""
    for (label, expected), seen in zip(_HEADER_FIELDS, fields, strict=False):
        if seen != expected:
            return f"{label} is {seen!r}, the format fixes it to {expected!r}"
    return "sizes differ or an extra field is present; entries are stored plainly"


def _check_order(names: list[str]) -> None:
    if names[:1] != [layout.MIMETYPE_NAME]:
        raise RefusedError(Code.ARCHIVE_LAYOUT, "the file does not begin with the entry 'mimetype'")
    for before, after in itertools.pairwise(names):
        if layout.archive_order(before) >= layout.archive_order(after):
            raise RefusedError(Code.ARCHIVE_ORDER, "entry is twice or out of order", where=after)


def _check_tail(stream: IO[bytes], entries: list[Entry]) -> None:
    expected = layout.directory(entries)
    stream.seek(entries[-1].end)
    if stream.read(len(expected) + 1) != expected:
        raise RefusedError(
            Code.ARCHIVE_LAYOUT,
            "central directory and entries differ, or there are bytes outside the entries",
        )


def archive_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return the archive of some files; see :func:`write_archive`."""
    buffer = io.BytesIO()
    write_archive(buffer, files)
    return buffer.getvalue()
