"""PNG pictures: of a workflow's schema, and an icon."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mockvro.content.workflow import Item, Workflow

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
WHITE, BLACK, BLUE = range(3)
PALETTE: Final = bytes((255, 255, 255, 60, 60, 60, 0, 121, 184))
MARGIN, BOX_W, BOX_H = 40, 60, 36
LARGEST: Final = 4000
"""Pixels in one direction; coordinates of hostile workflows go beyond any picture."""

ICON_SIZE: Final = 16


class Canvas:
    """A picture of palette colours, one byte per pixel."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._rows = [bytearray(width) for _ in range(height)]

    def box(self, left: int, top: int, width: int, height: int, colour: int) -> None:
        """Fill a rectangle; what lies outside is cut off."""
        start, end = max(left, 0), min(left + width, self.width)
        for y in range(max(top, 0), min(top + height, self.height)):
            self._rows[y][start:end] = bytes((colour,)) * max(end - start, 0)

    def line(self, start: tuple[int, int], end: tuple[int, int], colour: int) -> None:
        """Draw a line."""
        steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
        for step in range(steps + 1):
            x = start[0] + (end[0] - start[0]) * step // steps
            y = start[1] + (end[1] - start[1]) * step // steps
            self.box(x, y, 1, 1, colour)

    def png(self) -> bytes:
        """The picture as a file."""
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        rows = b"".join(b"\0" + row for row in self._rows)
        chunks = (
            (b"IHDR", head),
            (b"PLTE", PALETTE),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
        return SIGNATURE + b"".join(_chunk(*each) for each in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)


def schema(workflow: Workflow) -> bytes:
    """The items as boxes where the editor has them, with lines to what follows."""
    places = {each.name: _place(each) for each in workflow.items}
    right = max((x for x, _ in places.values()), default=0) + BOX_W + MARGIN
    bottom = max((y for _, y in places.values()), default=0) + BOX_H + MARGIN
    canvas = Canvas(min(right, LARGEST), min(bottom, LARGEST))
    for item in workflow.items:
        for target in item.targets:
            if target in places:
                canvas.line(_middle(places[item.name]), _middle(places[target]), BLACK)
    for x, y in places.values():
        canvas.box(x, y, BOX_W, BOX_H, BLACK)
        canvas.box(x + 1, y + 1, BOX_W - 2, BOX_H - 2, BLUE)
    return canvas.png()


def _place(item: Item) -> tuple[int, int]:
    if item.position is None:
        return MARGIN, MARGIN
    x, y = (max(0.0, min(each, LARGEST)) for each in (item.position.x, item.position.y))
    return round(x) + MARGIN, round(y) + MARGIN


def _middle(place: tuple[int, int]) -> tuple[int, int]:
    return place[0] + BOX_W // 2, place[1] + BOX_H // 2


def icon() -> bytes:
    """The icon of everything without a picture of its own."""
    canvas = Canvas(ICON_SIZE, ICON_SIZE)
    canvas.box(1, 1, ICON_SIZE - 2, ICON_SIZE - 2, BLACK)
    canvas.box(2, 2, ICON_SIZE - 4, ICON_SIZE - 4, BLUE)
    return canvas.png()
