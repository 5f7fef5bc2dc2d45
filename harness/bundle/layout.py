"""The one byte layout of a bundle's ZIP, used by both the writer and the reader.

The reader does not interpret headers: it encodes what a conforming writer must have written and
compares. ``docs/bundle.md``, "Archive"; field order from PKWARE's APPNOTE 4.3.7, 4.3.12, 4.3.16.
"""

from __future__ import annotations

import re
import struct
from typing import Final, NamedTuple

MIMETYPE_NAME: Final = "mimetype"
MIMETYPE: Final = b"application/x.vroaccept.bundle.v1+zip"
STATEMENT_NAME: Final = "attestation/test-result.dsse.json"

MAX_BUNDLE: Final = 256 * 1024 * 1024
MAX_ENTRY: Final = 64 * 1024 * 1024
MAX_ENTRIES: Final = 2000
MAX_NAME: Final = 200

NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")

LOCAL: Final = struct.Struct("<4s5H3L2H")
LOCAL_SIGNATURE: Final = b"PK\x03\x04"
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_CENTRAL_SIGNATURE: Final = b"PK\x01\x02"
_END: Final = struct.Struct("<4s4H2LH")
_END_SIGNATURE: Final = b"PK\x05\x06"

_VERSION: Final = 20
_UNIX: Final = 3 << 8
_MIDNIGHT: Final = 0
_FIRST_OF_1980: Final = 1 << 5 | 1
_REGULAR_0644: Final = 0o100644 << 16


class Entry(NamedTuple):
    """One stored file.

    Attributes:
        name: Path inside the archive.
        crc: CRC-32 of the content.
        size: Length of the content in bytes.
        offset: Position of the local header.
    """

    name: str
    crc: int
    size: int
    offset: int

    @property
    def start(self) -> int:
        """Position of the first byte of the content."""
        return self.offset + LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """Position after the last byte of the content."""
        return self.start + self.size


def valid_name(name: str) -> bool:
    """Tell whether a name is lower-case ASCII, relative, and free of ``..`` and empty parts."""
    return len(name) <= MAX_NAME and NAME.fullmatch(name) is not None


def local_header(entry: Entry) -> bytes:
    """Encode the header that stands before the content."""
    fixed = (LOCAL_SIGNATURE, _VERSION, 0, 0, _MIDNIGHT, _FIRST_OF_1980)
    sizes = (entry.crc, entry.size, entry.size, len(entry.name), 0)
    return LOCAL.pack(*fixed, *sizes) + entry.name.encode("ascii")


def _central_header(entry: Entry) -> bytes:
    fixed = (_CENTRAL_SIGNATURE, _UNIX | _VERSION, _VERSION, 0, 0, _MIDNIGHT, _FIRST_OF_1980)
    sizes = (entry.crc, entry.size, entry.size, len(entry.name), 0, 0)
    place = (0, 0, _REGULAR_0644, entry.offset)
    return _CENTRAL.pack(*fixed, *sizes, *place) + entry.name.encode("ascii")


def directory(entries: list[Entry]) -> bytes:
    """Encode everything that follows the last content: central directory and end record."""
    listing = b"".join(map(_central_header, entries))
    start = entries[-1].end if entries else 0
    counts = (0, 0, len(entries), len(entries))
    return listing + _END.pack(_END_SIGNATURE, *counts, len(listing), start, 0)


def archive_order(name: str) -> tuple[bool, str]:
    """Sort key: ``mimetype`` first, then by code point."""
    return (name != MIMETYPE_NAME, name)
