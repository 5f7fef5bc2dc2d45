"""The constant pool of a class file (JVMS §4.4), as far as comparing releases needs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_POOL_AT: Final = 10
_UTF8: Final = 1
_WIDE: Final = (5, 6)
_LENGTHS: Final = {
    **dict.fromkeys((3, 4, 9, 10, 11, 12, 17, 18), 4),
    **dict.fromkeys(_WIDE, 8),
    **dict.fromkeys((7, 8, 16, 19, 20), 2),
    15: 3,
}
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class ClassFile(Struct, frozen=True):
    """A class file, taken apart.

    Attributes:
        texts: Every text of its constant pool: names, and what the code says.
        rest: Everything else.
    """

    texts: tuple[str, ...]
    rest: bytes

    def resembles(self, other: ClassFile, designations: Iterable[str]) -> bool:
        """Whether both are the same but for dates and the given versions and builds."""
        told = tuple(each for each in designations if each)
        return self.rest == other.rest and [_bare(each, told) for each in self.texts] == [
            _bare(each, told) for each in other.texts
        ]


def read_class(data: bytes) -> ClassFile:
    """Take a class file apart; one that is none has no texts."""
    try:
        return _read(data)
    except (IndexError, KeyError, UnicodeDecodeError):
        return ClassFile((), data)


def _read(data: bytes) -> ClassFile:
    texts, rest = [], [data[:_POOL_AT]]
    left, at = int.from_bytes(data[_POOL_AT - 2 : _POOL_AT], "big") - 1, _POOL_AT
    while left > 0:
        tag = data[at]
        left -= 2 if tag in _WIDE else 1
        if tag == _UTF8:
            start = at + 3
            at = start + int.from_bytes(data[at + 1 : start], "big")
            texts.append(data[start:at].decode("utf-8", "surrogateescape"))
        else:
            rest.append(data[at : at + 1 + _LENGTHS[tag]])
            at += 1 + _LENGTHS[tag]
    return ClassFile(tuple(texts), b"".join((*rest, data[at:])))


def _bare(text: str, told: Iterable[str]) -> str:
    for each in told:
        text = re.sub(rf"(?<![0-9.]){re.escape(each)}(?![0-9])", "#", text)
    return _DATE.sub("#", text)


def texts_like(files: Iterable[ClassFile], pattern: str) -> Iterator[str]:
    """Texts in which a regular expression is found."""
    wanted = re.compile(pattern)
    return (text for file in files for text in file.texts if wanted.search(text))
