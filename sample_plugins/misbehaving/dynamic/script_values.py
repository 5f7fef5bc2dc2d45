"""Variants for the checks of values that go through a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import checked
from sample_plugins.misbehaving.dynamic.script_members import manager
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, java, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_AMOUNT: Final = "this.amount = amount;"
_DUE: Final = "this.due = due;"
_TAGS: Final = "this.tags = tags == null ? new String[0] : tags.clone();"
_DETAILS: Final = "this.details = details == null ? new HashMap<>() : new HashMap<>(details);"
_GET_DETAILS: Final = (
    "    public HashMap<String, Object> getDetails() {\n        return new HashMap<>(details);"
)
_ORDER: Final = "public class Order {"
_ROOM: Final = "    public int getRoom() {\n        return room;"
_ACTION: Final = "content/actions/org.example.depot/countBoxes.xml"
_CHECKED: Final = """if (shelf == null) {
    throw "shelf must be given";
}
"""
_WRITE: Final = checked(
    'java.nio.file.Files.write(Receipts.place("receipt.txt"), new byte[] {65});'
)
_LOOK: Final = checked('java.nio.file.Files.exists(Receipts.place("receipt.txt"));')


def constructed(code: str) -> Edit:
    """Code that runs when a script makes an order."""
    return java("Order", _ORDER, f"{_ORDER}\n    public Order() {{ {code} }}\n")


VALUES: Final[tuple[Variant, ...]] = (
    bad(
        "scr.non-serialisable",
        "gives_a_box_that_it_does_not_find_again",
        *manager(
            'public Box getSpareBox() { return new Box("spare/b1", "Spare", null, 1); }',
            "getSpareBox",
            "DepotBox",
        ),
    ),
    bad(
        "scr.non-serialisable",
        "hides_an_object_in_properties",
        *manager(
            "public java.util.HashMap<String, Object> getParts() {"
            " java.util.HashMap<String, Object> parts = new java.util.HashMap<>();"
            ' parts.put("order", new Order()); return parts; }',
            "getParts",
            "Properties",
        ),
    ),
    near(
        "scr.non-serialisable",
        "gives_an_object_that_is_called_transient",
        *manager("public Order getTemplate() { return new Order(); }", "getTemplate", "DepotOrder"),
    ),
    near(
        "scr.non-serialisable",
        "gives_properties_with_lists",
        *manager(
            "public java.util.HashMap<String, Object> getParts() {"
            " java.util.HashMap<String, Object> parts = new java.util.HashMap<>();"
            ' parts.put("names", new String[] {"a"}); parts.put("box", Stock.box("s1/b1"));'
            " return parts; }",
            "getParts",
            "Properties",
        ),
    ),
    bad("scr.constructor-side-effect", "writes_when_it_is_made", constructed(_WRITE)),
    near("scr.constructor-side-effect", "looks_when_it_is_made", constructed(_LOOK)),
    bad("scr.numbers", "keeps_a_float", java("Order", _AMOUNT, "this.amount = (float) amount;")),
    bad("scr.numbers", "keeps_an_int", java("Order", _AMOUNT, "this.amount = (int) amount;")),
    near(
        "scr.numbers",
        "refuses_what_is_negative",
        java(
            "Order",
            _AMOUNT,
            'if (amount < 0) { throw new IllegalArgumentException("amount is negative"); }'
            f" {_AMOUNT}",
        ),
    ),
    warned(
        "scr.numbers",
        "tells_a_large_number",
        java("Shelf", _ROOM, "    public long getRoom() {\n        return (1L << 60) + 1;"),
    ),
    bad(
        "scr.date-timezone",
        "keeps_the_day_only",
        java("Order", _DUE, "this.due = new Date(due.getTime() / 86400000L * 86400000L);"),
    ),
    bad(
        "scr.date-timezone",
        "forgets_the_time_zone",
        java("Order", _DUE, "this.due = new Date(due.getTime() - 3600000L);"),
    ),
    near(
        "scr.date-timezone",
        "refuses_what_is_long_ago",
        java(
            "Order",
            _DUE,
            'if (due.getTime() < 0) { throw new IllegalArgumentException("due is long ago"); }'
            f" {_DUE}",
        ),
    ),
    bad(
        "scr.array-properties",
        "keeps_texts_with_commas_between_them",
        java("Order", _TAGS, 'this.tags = String.join(",", tags).split(",");'),
    ),
    bad(
        "scr.array-properties",
        "keeps_the_values_as_text",
        java(
            "Order",
            _DETAILS,
            "this.details = new HashMap<>();"
            " for (String key : details.keySet()) {"
            " this.details.put(key, String.valueOf(details.get(key))); }",
        ),
    ),
    near(
        "scr.array-properties",
        "gives_a_map_that_keeps_the_order",
        java(
            "Order",
            _GET_DETAILS,
            "    public Map<String, Object> getDetails() {\n"
            "        return new java.util.TreeMap<>(details);",
        ),
    ),
    bad("act.no-validation", "counts_on_a_shelf", Edit(_ACTION, _CHECKED, "")),
    near(
        "act.no-validation",
        "asks_for_a_shelf",
        Edit(_ACTION, "shelf must be given", "Which shelf do you mean?"),
    ),
    near("act.no-validation", "counts_nothing", Edit(_ACTION, _CHECKED, "if (!shelf) return 0;\n")),
)
"""Of values."""
