"""Text from a plug-in or a bundle, made harmless for a terminal or a page (threat T16)."""

from __future__ import annotations

import re
from typing import Final

_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u2028\u2029\ud800-\udfff\ufffe\uffff]"  # line separators, surrogates, non-characters
)


def printable(text: str) -> str:
    """Show control, bidirectional and other invisible characters as escapes."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def one_line(text: str, limit: int = 200) -> str:
    """Make text printable on one line, cut at a number of characters."""
    flat = " ".join(printable(text[: 4 * limit]).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
