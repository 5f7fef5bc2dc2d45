"""Checking the bodies of an archive: layout, sizes, check sums (rules D02 and D31)."""

from __future__ import annotations

import itertools
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

import msgspec

from mockvro.content.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCAL_HEADER: Final = struct.Struct("<4s5H3L2H")
_UTF8_NAME: Final = 0x0800
_CHUNK: Final = 1 << 16


class Limits(msgspec.Struct, frozen=True):
    """What an archive may cost before it counts as a bomb (D31); all sizes in bytes.

    Attributes:
        archive: Size of the archive itself.
        entries: Number of entries, folders included.
        entry: Size of one inflated entry.
        total: Size of all inflated entries together.
        ratio: Inflated by stored size of one entry, judged above ``ratio_from`` only, because
            small texts of repeated words exceed any useful ratio.
        ratio_from: Inflated size from which the ratio counts.
    """

    archive: int = 1 << 30
    entries: int = 65_535
    entry: int = 512 << 20
    total: int = 2 << 30
    ratio: int = 200
    ratio_from: int = 8 << 20


class StoredFile(msgspec.Struct, frozen=True):
    """Where the bytes of one file are, all of it checked."""

    name: str
    start: int
    end: int
    deflated: bool
    size: int


def check_bodies(
    data: bytes, infos: list[zipfile.ZipInfo], name: str, limits: Limits
) -> list[StoredFile]:
    """Check every entry of a central directory against the bytes of the archive.

    Raises:
        ArchiveError: Rule D02 or D31.
    """
    places = [_place(data, info, name) for info in infos]
    _refuse_overlaps(places, infos, name)
    entries = []
    left = limits.total
    for info, (start, end) in zip(infos, places, strict=True):
        deflated = info.compress_type == zipfile.ZIP_DEFLATED
        entry = StoredFile(info.filename, start, end, deflated, info.file_size)
        left -= _measure(data, info, entry, min(left, _allowed(entry, limits)), name)
        entries.append(entry)
    return entries


def _place(data: bytes, info: zipfile.ZipInfo, where: str) -> tuple[int, int]:
    """Where the body of an entry lies, with its local header compared to the directory."""
    header = data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if info.header_offset < 0 or len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise _damaged(info, where, "has no local header")
    fields = _LOCAL_HEADER.unpack(header)
    name_start = info.header_offset + _LOCAL_HEADER.size
    start = name_start + fields[9] + fields[10]
    end = start + info.compress_size
    if end > len(data):
        raise _damaged(info, where, "is cut off")
    local = data[name_start : name_start + fields[9]]
    if local != _stored_name(info) or fields[3] != info.compress_type:
        raise _damaged(info, where, f"is called {local!r} in its own header")
    return start, end


def _stored_name(info: zipfile.ZipInfo) -> bytes:
    """The bytes of the name in the central directory."""
    encoding = "utf-8" if info.flag_bits & _UTF8_NAME else "cp437"
    return info.orig_filename.encode(encoding)


def java_name(info: zipfile.ZipInfo) -> str:
    """The name as Java sees it: UTF-8 whether or not the entry says so, else as stored."""
    try:
        return _stored_name(info).decode()
    except UnicodeDecodeError:
        return info.orig_filename


def _refuse_overlaps(
    places: list[tuple[int, int]], infos: list[zipfile.ZipInfo], where: str
) -> None:
    spans = sorted(
        (info.header_offset, end, info.filename)
        for info, (_, end) in zip(infos, places, strict=True)
    )
    for (_, end, first), (begin, _, second) in itertools.pairwise(spans):
        if begin < end:
            what = f"entries {first!r} and {second!r} share bytes of the archive"
            raise ArchiveError(what, rule="D31", where=where, entry=second)


def _allowed(entry: StoredFile, limits: Limits) -> int:
    stored = max(entry.end - entry.start, 1)
    return min(limits.entry, max(stored * limits.ratio, limits.ratio_from))


def _measure(
    data: bytes, info: zipfile.ZipInfo, entry: StoredFile, allowed: int, where: str
) -> int:
    """Inflate an entry without keeping it, to know its size and check sum for certain."""
    size = crc = 0
    try:
        for chunk in inflate(data, entry):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
            if size > allowed:
                what = f"entry {info.filename!r} expands to {size} bytes or more (limit {allowed})"
                raise ArchiveError(what, rule="D31", where=where, entry=info.filename)
    except zlib.error as error:
        raise _damaged(info, where, f"cannot be inflated ({error})") from error
    if crc != info.CRC or size != info.file_size:
        raise _damaged(info, where, "fails its check sum")
    return size


def inflate(data: bytes, entry: StoredFile) -> Iterator[bytes]:
    """The content of an entry in pieces of bounded size.

    Raises:
        zlib.error: The deflated stream is damaged, incomplete or followed by other bytes.
    """
    if not entry.deflated:
        yield data[entry.start : entry.end]
        return
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(entry.start, entry.end, _CHUNK):
        pending = data[at : min(at + _CHUNK, entry.end)]
        while pending:
            yield engine.decompress(pending, _CHUNK)
            pending = engine.unconsumed_tail
    while not engine.eof:
        rest = engine.decompress(b"", _CHUNK)
        if not rest:
            raise zlib.error("the stream ends too early")
        yield rest
    if engine.unused_data:
        raise zlib.error("bytes follow the stream")


def _damaged(info: zipfile.ZipInfo, where: str, detail: str) -> ArchiveError:
    what = f"damaged archive, entry {info.filename!r} {detail}"
    return ArchiveError(what, rule="D02", where=where, entry=info.filename)
