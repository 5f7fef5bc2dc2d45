"""Variants for the checks of what scripts see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import DESCRIPTOR
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, java, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_ROOM: Final = "    public int getRoom() {\n        return room;"

SCRIPTING: Final[tuple[Variant, ...]] = (
    bad(
        "scr.declared-missing",
        "declares_a_method_that_was_renamed",
        Edit(DESCRIPTOR, 'java-name="findBox"', 'java-name="findTheBox"'),
    ),
    bad(
        "scr.declared-missing",
        "hides_a_method",
        java("DepotManager", "public Box findBox", "Box findBox"),
    ),
    bad(
        "scr.declared-missing",
        "declares_an_attribute_without_getter",
        Edit(
            DESCRIPTOR,
            'script-name="room" java-name="room"',
            'script-name="room" java-name="space"',
        ),
    ),
    bad(
        "scr.declared-missing",
        "takes_another_number_of_arguments",
        java("DepotManager", "findBox(String id)", "findBox(String id, String shelf)"),
    ),
    near(
        "scr.declared-missing",
        "throws_while_an_attribute_is_read",
        java(
            "Shelf",
            _ROOM,
            '    public int getRoom() {\n        throw new IllegalStateException("x");',
        ),
    ),
    near(
        "scr.declared-missing",
        "has_a_method_of_a_superclass",
        Edit(
            DESCRIPTOR,
            'script-name="getBoxes" java-name="getBoxes" return-type="[DepotBox"',
            'script-name="getBoxes" java-name="hashCode" return-type="Number"',
        ),
    ),
)
"""Every variant of the area."""
