"""The text encodings inside packages (`reference/package-format.md` §4)."""

from __future__ import annotations

import codecs


def decode_utf16(data: bytes) -> str:
    """Decode as the product does: the BOM decides, without one it is big-endian.

    What is no UTF-16 becomes replacement characters, as in Java.
    """
    if data.startswith(codecs.BOM_UTF16_LE):
        return data[2:].decode("utf-16-le", "replace")
    return data.removeprefix(codecs.BOM_UTF16_BE).decode("utf-16-be", "replace")


def encode_utf16(text: str) -> bytes:
    """Encode as every producer does: big-endian with BOM; lone surrogates are kept."""
    return codecs.BOM_UTF16_BE + text.encode("utf-16-be", "surrogatepass")


def looks_like_utf8(data: bytes) -> bool:
    """Whether an entry that ought to be UTF-16 was written in an 8-bit encoding."""
    if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return False
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()[:2]
    return start[:1] in {b"<", b"{"} and start[1:] != b"\0"


def decode_either(data: bytes) -> str | bytes:
    """A header entry: text when a UTF-16 BOM says so, else bytes for the XML parser to decode."""
    if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return decode_utf16(data)
    return data
