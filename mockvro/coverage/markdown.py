"""The little Markdown that the pages need."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MADE = "Made by `python -m mockvro.coverage docs`; do not edit."


def page(lines: Iterable[str]) -> str:
    """A page out of its lines."""
    return "\n".join(lines) + "\n"


def table(titles: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """A table; a bar inside a cell would end it."""
    yield f"| {' | '.join(titles)} |"
    yield "|" + "---|" * len(titles)
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |"
