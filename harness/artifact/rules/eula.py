"""Rules D35 to D37: the licence that the user has to accept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.artifact.rulebook import breach
from harness.checks.finding import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.checks.finding import Finding

ENTRY: Final = "VSO-INF/vsoapp.txt"
_SHORT: Final = 40
_TEMPLATE: Final = re.compile(r"licen[sc]e\s+(goes\s+)?here", re.IGNORECASE)
_SHOWN: Final = 60


def rules(kind: str, eula: bytes | None) -> Iterator[Finding]:
    """Judge the licence text of a submission of kind ``dar`` or ``vmoapp``."""
    if kind == "dar":
        yield breach(
            "D35",
            "a bare .dar has no place for a licence text",
            expected=f"a .vmoapp with {ENTRY}",
            effect=Effect.WARN,
        )
    elif eula is None:
        yield breach("D35", "there is no licence text to accept", where=ENTRY)
    else:
        yield from _text(eula)


def _text(eula: bytes) -> Iterator[Finding]:
    text, encoding = decode(eula)
    shown = " ".join(text.split())
    if len(shown) <= _SHORT or _TEMPLATE.search(text):
        yield breach(
            "D36",
            "the licence text is empty" if not shown else "the licence text is a template",
            where=ENTRY,
            expected="the terms that the user accepts",
            seen=shown[:_SHOWN],
        )
    if encoding != "utf-8":
        yield breach("D37", f"the licence text is {encoding}, not UTF-8", where=ENTRY)


def decode(eula: bytes) -> tuple[str, str]:
    """Text and encoding; every byte string can be decoded (``reference/dar-and-vmoapp.md`` §2)."""
    for encoding in ("utf-8", "windows-1252"):
        try:
            return eula.decode(encoding).removeprefix("\ufeff"), encoding
        except UnicodeDecodeError:
            continue
    return eula.decode("latin-1"), "latin-1"
