"""Splitting and joining the texts of arrays and properties, 7.x and 8.x (`workflow-xml.md` §5).

The 7.x form has separators: one inside a value gets a backslash after its first ``#``. A separator
that already has backslashes gets one more, so that nesting of any depth reads back. The 8.x form
has lengths, counted in UTF-16 code units as Java and JavaScript do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from mockvro.content.errors import ValueTextError

_BETWEEN_ITEMS: Final = "#;#"
_BETWEEN_PAIRS: Final = "#+#"
_AFTER_KEY: Final = "#=#"
_ITEM_ESCAPE: Final = re.compile(r"#(?=\\*;#)")
_ITEM_UNESCAPE: Final = re.compile(r"#\\(?=\\*;#)")
_PAIR_ESCAPE: Final = re.compile(r"#(?=\\*[=+]#)")
_PAIR_UNESCAPE: Final = re.compile(r"#\\(?=\\*[=+]#)")
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_BLANKS: Final = " ,\n\r\t"


def join_array(items: list[str]) -> str:
    """The 7.x text of an array from its ``type#value`` texts."""
    return f"#{{#{_BETWEEN_ITEMS.join(_escape(_ITEM_ESCAPE, item) for item in items)}#}}#"


def split_array(text: str) -> list[str]:
    """The ``type#value`` texts of an array in either form.

    Raises:
        ValueTextError: The text is no array.
    """
    if text.startswith("["):
        return list(_counted_items(text))
    inner = _inside(text, "#{#", "#}#")
    return [_escape(_ITEM_UNESCAPE, item, "#") for item in _split(inner, _BETWEEN_ITEMS)]


def join_pairs(pairs: list[tuple[str, str]]) -> str:
    """The 7.x text of properties from keys and ``type#value`` texts."""
    joined = (
        _escape(_PAIR_ESCAPE, key) + _AFTER_KEY + _escape(_PAIR_ESCAPE, item) for key, item in pairs
    )
    return f"#[#{_BETWEEN_PAIRS.join(joined)}#]#"


def split_pairs(text: str) -> list[tuple[str, str]]:
    """Keys and ``type#value`` texts of properties in either form.

    Raises:
        ValueTextError: The text is no properties.
    """
    if text.startswith("{"):
        return list(_counted_pairs(text))
    pairs = []
    for pair in _split(_inside(text, "#[#", "#]#"), _BETWEEN_PAIRS):
        key, mark, item = pair.partition(_AFTER_KEY)
        if not mark:
            raise ValueTextError(f"{pair[:40]!r} has no key")
        pairs.append((_escape(_PAIR_UNESCAPE, key, "#"), _escape(_PAIR_UNESCAPE, item, "#")))
    return pairs


def join_counted_array(items: list[str]) -> str:
    """The 8.x text of an array."""
    return f"[{','.join(f'{_units(item)}:{item}' for item in items)}]"


def join_counted_pairs(pairs: list[tuple[str, str]]) -> str:
    """The 8.x text of properties, without separators between pairs (unverified, tolerant)."""
    return f"{{{''.join(f'{_units(key)}:{_units(item)}:{key}={item}' for key, item in pairs)}}}"


def _inside(text: str, opening: str, closing: str) -> str:
    if len(text) < len(opening) + len(closing) or not text.startswith(opening):
        raise ValueTextError(f"{text[:40]!r} does not start with {opening}")
    if not text.endswith(closing):
        raise ValueTextError(f"{text[:40]!r} does not end with {closing}")
    return text[len(opening) : -len(closing)]


def _split(text: str, separator: str) -> list[str]:
    return text.split(separator) if text else []


def _escape(pattern: re.Pattern[str], text: str, by: str = "#\\") -> str:
    """Neighbouring ``#`` of the surrounding text can complete a separator, so they count too."""
    return pattern.sub(lambda _: by, f"#{text}#")[1:-1]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Counted:
    """A cursor over an 8.x text."""

    def __init__(self, text: str) -> None:
        self._raw = text.encode("utf-16-le", "surrogatepass")
        self._at = 2

    def more(self, closing: str) -> bool:
        """Skip what may stand between entries; whether another entry follows."""
        while self._peek() and self._peek() in _BLANKS:
            self._at += 2
        if self._peek() != closing:
            return True
        if self._at + 2 != len(self._raw):
            raise ValueTextError("text continues after its end")
        return False

    def count(self) -> int:
        """A length and its colon."""
        digits = ""
        while self._peek().isdigit():
            digits += self.take(1)
        if not _COUNT.fullmatch(digits) or self.take(1) != ":":
            raise ValueTextError("a length is missing")
        return int(digits)

    def take(self, units: int) -> str:
        """The next code units."""
        end = self._at + 2 * units
        if end > len(self._raw):
            raise ValueTextError("text is shorter than its lengths say")
        piece = self._raw[self._at : end].decode("utf-16-le", "surrogatepass")
        self._at = end
        return piece

    def _peek(self) -> str:
        return self._raw[self._at : self._at + 2].decode("utf-16-le", "surrogatepass")


def _counted_items(text: str) -> Iterator[str]:
    cursor = _Counted(text)
    while cursor.more("]"):
        yield cursor.take(cursor.count())


def _counted_pairs(text: str) -> Iterator[tuple[str, str]]:
    cursor = _Counted(text)
    while cursor.more("}"):
        key_length = cursor.count()
        length = cursor.count()
        key = cursor.take(key_length)
        if cursor.take(1) != "=":
            raise ValueTextError(f"key {key[:40]!r} has no value")
        yield key, cursor.take(length)


JoinArray = Callable[[list[str]], str]
JoinPairs = Callable[[list[tuple[str, str]]], str]
