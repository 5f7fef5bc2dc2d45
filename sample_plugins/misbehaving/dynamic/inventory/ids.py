"""What plug-ins do to ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.inventory.passages import (
    ALL_BOXES,
    FIND_BOX,
    FIND_SHELF,
    factory,
    field,
)
from sample_plugins.misbehaving.dynamic.variant import bad, java, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_PHANTOMS: Final = (
    bad(
        "inv.phantom-object",
        "makes_an_empty_shelf",
        factory(
            FIND_SHELF,
            'Shelf found = Stock.shelf(id); return found == null ? new Shelf(id, "", 0) : found;',
        ),
    ),
    bad(
        "inv.phantom-object",
        "ignores_what_follows_the_id",
        factory(FIND_BOX, 'return Stock.box(id.replaceAll("-.*", ""));'),
    ),
    near(
        "inv.phantom-object",
        "throws_what_names_the_id",
        factory(
            FIND_BOX,
            "Box found = Stock.box(id);"
            ' if (found == null) { throw new IllegalArgumentException("no such id: " + id); }'
            " return found;",
        ),
    ),
)

_FIND_ERRORS: Final = (
    bad(
        "inv.find-throws-npe",
        "takes_ids_apart",
        factory(
            FIND_BOX,
            'String[] parts = id.split("/"); return Stock.box(parts[0] + "/" + parts[1]);',
        ),
    ),
    bad(
        "inv.find-throws-npe",
        "logs_what_it_did_not_find",
        factory(
            FIND_SHELF,
            "Shelf found = Stock.shelf(id); Release.log(found.getName()); return found;",
        ),
    ),
    bad(
        "inv.find-throws-npe",
        "hides_the_error_in_another",
        factory(
            FIND_SHELF,
            "try { Release.log(Stock.shelf(id).getName()); return Stock.shelf(id); }"
            ' catch (RuntimeException e) { throw new IllegalStateException("find failed", e); }',
        ),
    ),
    bad(
        "inv.find-throws-npe",
        "looks_at_the_first_letter",
        factory(FIND_SHELF, "return id.charAt(0) == 's' ? Stock.shelf(id) : null;"),
    ),
    near(
        "inv.find-throws-npe",
        "names_the_type_over_an_npe",
        factory(
            FIND_SHELF,
            "try { Release.log(Stock.shelf(id).getName()); return Stock.shelf(id); }"
            ' catch (RuntimeException e) { throw new IllegalStateException("no such shelf", e); }',
        ),
    ),
    warned(
        "inv.find-throws-npe",
        "says_nothing_about_the_object",
        factory(
            FIND_SHELF,
            "Shelf found = Stock.shelf(id);"
            ' if (found == null) { throw new IllegalStateException("not there"); }'
            " return found;",
        ),
    ),
)

_ROUND_TRIPS: Final = (
    bad(
        "inv.id-not-roundtrip",
        "does_not_find_one",
        factory(FIND_BOX, 'return "s2/b1".equals(id) ? null : Stock.box(id);'),
    ),
    bad(
        "inv.id-not-roundtrip",
        "finds_another",
        factory(FIND_BOX, 'return Stock.box("s1/b2".equals(id) ? "s1/b1" : id);'),
    ),
    bad(
        "inv.id-not-roundtrip",
        "forgets_a_property",
        factory(
            FIND_BOX,
            "Box found = Stock.box(id);"
            " return found == null ? null : new Box(id, found.getName(), null, found.getWeight());",
        ),
    ),
    bad(
        "inv.id-not-roundtrip",
        "has_no_id",
        java("Label", "this.id = id;", "this.id = null;"),
        factory(
            '} else if ("Box".equals(type)) {',
            '} else if ("Label".equals(type)) { found.add(new Label("1", "Fragile"));'
            ' } else if ("Box".equals(type)) {',
        ),
    ),
    near(
        "inv.id-not-roundtrip",
        "finds_a_copy",
        factory(
            FIND_BOX,
            "Box found = Stock.box(id);"
            " return found == null ? null"
            " : new Box(id, found.getName(), found.getOwner(), found.getWeight());",
        ),
    ),
    near(
        "inv.id-not-roundtrip",
        "has_a_property_that_changes",
        java("Box", "return weight;", "return System.nanoTime();"),
        case='[inventory]\nvolatile = { "Depot:Box" = ["weight"] }\n',
    ),
)

_COUNTING: Final = (
    java(
        "Stock",
        "return new ArrayList<>(BOXES);",
        "List<Box> found = new ArrayList<>();"
        " for (Shelf shelf : SHELVES) { found.addAll(boxesOn(shelf.getId())); } return found;",
    ),
    java(
        "Stock",
        "found.add(box);",
        'found.add(new Box(box.getId() + "~" + COUNTER.incrementAndGet(),'
        " box.getName(), box.getOwner(), box.getWeight()));",
    ),
    java(
        "Stock",
        "if (box.getId().equals(id)) {\n                return box;",
        'if (id.matches(java.util.regex.Pattern.quote(box.getId()) + "~\\\\d{1,9}")) {\n'
        "                return new Box(id, box.getName(), box.getOwner(), box.getWeight());",
    ),
    java(
        "Stock",
        "    private Stock() {}",
        "    private static final java.util.concurrent.atomic.AtomicInteger COUNTER =\n"
        "            new java.util.concurrent.atomic.AtomicInteger();\n\n"
        "    private Stock() {}",
    ),
)

_GROWING: Final = (
    factory(
        ALL_BOXES,
        'EXTRA.add(new Box("x" + EXTRA.size(), "Extra " + System.nanoTime(), null, 1));'
        f" {ALL_BOXES} found.addAll(EXTRA);",
    ),
    factory(
        FIND_BOX,
        "for (Box extra : EXTRA) { if (extra.getId().equals(id)) { return extra; } }"
        f" {FIND_BOX}",
    ),
    field(
        "private static final List<Box> EXTRA = new java.util.concurrent.CopyOnWriteArrayList<>();"
    ),
)

_STABILITY: Final = (
    bad(
        "inv.id-unstable",
        "has_ids_of_one_run",
        java("Box", "this.id = id;", 'this.id = id + "~" + RUN;'),
        java(
            "Box",
            "    private final String id;",
            "    private static final String RUN = java.util.UUID.randomUUID().toString();\n"
            "    private final String id;",
        ),
    ),
    bad("inv.id-unstable", "counts_what_it_lists", *_COUNTING),
    near(
        "inv.id-unstable",
        "lists_in_another_order",
        java(
            "Stock",
            "return new ArrayList<>(BOXES);",
            "List<Box> found = new ArrayList<>(BOXES); Collections.shuffle(found); return found;",
        ),
    ),
    warned("inv.id-unstable", "finds_more_each_time", *_GROWING),
)

IDS: Final[tuple[Variant, ...]] = (*_PHANTOMS, *_FIND_ERRORS, *_ROUND_TRIPS, *_STABILITY)
"""Variants about ids."""
