"""Variants for the checks of what scripts see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import DESCRIPTOR
from sample_plugins.misbehaving.dynamic.script_members import manager
from sample_plugins.misbehaving.dynamic.script_values import VALUES
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, java, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_ROOM: Final = "    public int getRoom() {\n        return room;"
_ROOM_TYPE: Final = 'java-name="room" return-type="Number"'
_BOXES: Final = "    public List<Box> getBoxes() {\n        return Stock.boxesOn(id);"
_FIND_BOX: Final = "    public Box findBox(String id) {\n        return Stock.box(id);"
_SHELVES: Final = (
    '<method script-name="getShelves" java-name="getShelves" return-type="[DepotShelf">'
)
_GIVEN: Final = 'throw new IllegalArgumentException(name + " must be given");'


DECLARED: Final[tuple[Variant, ...]] = (
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
"""Of the members that are declared."""

TYPES: Final[tuple[Variant, ...]] = (
    bad(
        "scr.type-mismatch",
        "gives_a_text_for_a_number",
        java("Shelf", _ROOM, '    public String getRoom() {\n        return room + " boxes";'),
    ),
    bad(
        "scr.type-mismatch",
        "lists_something_else",
        java(
            "Shelf",
            _BOXES,
            "    public List<Shelf> getBoxes() {\n        return Stock.shelves();",
        ),
    ),
    near(
        "scr.type-mismatch",
        "is_declared_with_java_types",
        Edit(DESCRIPTOR, _ROOM_TYPE, 'java-name="room" return-type="java.lang.Integer"'),
    ),
    near(
        "scr.type-mismatch",
        "returns_a_subclass",
        *manager(
            'public Box getFirstBox() { return new Box("s1/b1", "Tools", "Ada", 7.5) { }; }',
            "getFirstBox",
            "DepotBox",
        ),
    ),
    warned(
        "scr.type-mismatch",
        "mixes_a_list",
        java(
            "DepotManager",
            "    public List<Shelf> getShelves() {\n        return Stock.shelves();",
            "    public List<Object> getShelves() {\n"
            "        List<Object> all = new java.util.ArrayList<>(Stock.shelves());\n"
            '        all.add(Stock.box("s1/b1"));\n'
            "        return all;",
        ),
    ),
)
"""Of declared types."""

ARGUMENTS: Final[tuple[Variant, ...]] = (
    bad(
        "scr.null-argument",
        "asks_an_argument_that_is_null",
        java("DepotManager", "return Stock.box(id);", "return Stock.box(id.trim());"),
    ),
    bad(
        "scr.null-argument",
        "ends_the_element",
        java(
            "DepotManager",
            "return Stock.box(id);",
            'if (id == null) { throw new AssertionError("id"); } return Stock.box(id);',
        ),
    ),
    near(
        "scr.null-argument",
        "names_the_argument_in_such_an_exception",
        java(
            "DepotManager",
            "return Stock.box(id);",
            'return Stock.box(java.util.Objects.requireNonNull(id, "id must be given"));',
        ),
    ),
    near(
        "scr.null-argument",
        "wraps_such_an_exception_with_words",
        java("Receipts", _GIVEN, 'throw new IllegalStateException("the " + name + " is missing");'),
    ),
)
"""Of arguments."""

LEAKS: Final[tuple[Variant, ...]] = (
    bad(
        "scr.leaks-java",
        "hands_out_its_class_loader",
        *manager(
            "public Object getLoader() { return getClass().getClassLoader(); }", "getLoader", "Any"
        ),
    ),
    bad(
        "scr.leaks-java",
        "hands_out_a_stream",
        *manager(
            "public java.io.InputStream getReceipt() {"
            " return new java.io.ByteArrayInputStream(new byte[0]); }",
            "getReceipt",
            "Any",
        ),
    ),
    near(
        "scr.leaks-java",
        "tells_the_name_of_its_class",
        *manager("public String getKind() { return getClass().getName(); }", "getKind", "String"),
    ),
    near(
        "scr.leaks-java",
        "lets_everything_be_called",
        Edit(
            DESCRIPTOR,
            'java-class="org.example.depot.Shelf" create="false" strict="true"',
            'java-class="org.example.depot.Shelf" create="false" strict="false"',
        ),
    ),
)
"""Of the sandbox."""

SCRIPTING: Final[tuple[Variant, ...]] = (*DECLARED, *TYPES, *ARGUMENTS, *LEAKS, *VALUES)
"""Every variant of the area."""
