"""What plug-ins do to lists and to the objects in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.inventory.passages import (
    ALL_SHELVES,
    FIND,
    FIND_ALL,
    FIND_BOX,
    HAS_CHILDREN,
    NEW_LIST,
    NO_CHILDREN,
    factory,
)
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, java, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

DESCRIPTOR: Final = "VSO-INF/vso.xml"

_NULLS: Final = (
    bad(
        "inv.null-list",
        "gives_no_result",
        factory(FIND_ALL, f'{FIND_ALL} if ("Label".equals(type)) {{ return null; }}'),
    ),
    bad(
        "inv.null-list",
        "gives_a_result_without_elements",
        factory(FIND_ALL, f'{FIND_ALL} if ("Label".equals(type)) {{ return new QueryResult(); }}'),
    ),
    bad("inv.null-list", "gives_no_children", factory(NO_CHILDREN, "return null;")),
    near(
        "inv.null-list",
        "gives_a_list_that_nobody_can_change",
        factory(NO_CHILDREN, "return java.util.Collections.emptyList();"),
    ),
    near(
        "inv.null-list",
        "throws_instead",
        factory(
            FIND_ALL,
            f'{FIND_ALL} if ("Label".equals(type))'
            ' { throw new UnsupportedOperationException("nobody labels"); }',
        ),
    ),
    warned(
        "inv.null-list",
        "lists_a_null",
        factory(NEW_LIST, f'{NEW_LIST} if ("Label".equals(type)) {{ found.add(null); }}'),
    ),
)

_CHILDREN: Final = (
    bad(
        "inv.haschildren-lies",
        "denies_children",
        factory(
            "Stock.boxesOn(parentId).isEmpty() ? HasChildrenResult.No : HasChildrenResult.Yes",
            "HasChildrenResult.No",
        ),
    ),
    bad(
        "inv.haschildren-lies",
        "promises_children",
        factory(
            "HasChildrenResult.Yes : HasChildrenResult.Unknown;",
            "HasChildrenResult.Yes : HasChildrenResult.Yes;",
        ),
    ),
    near(
        "inv.haschildren-lies",
        "never_knows",
        factory(HAS_CHILDREN, f"{HAS_CHILDREN} if (true) {{ return HasChildrenResult.Unknown; }}"),
    ),
)

_PROPERTIES: Final = (
    bad("inv.property-throws", "trims_null", java("Box", "return owner;", "return owner.trim();")),
    near(
        "inv.property-throws",
        "trims_what_is_there",
        java("Box", "return owner;", "return owner == null ? null : owner.trim();"),
    ),
    near(
        "inv.property-throws",
        "computes_in_the_descriptor",
        Edit(DESCRIPTOR, 'bean-property="weight"', 'property-accessor="weight &gt; 5"'),
    ),
)

_CLASSES: Final = (
    bad(
        "inv.undeclared-type",
        "lists_boxes_among_shelves",
        factory(ALL_SHELVES, f"{ALL_SHELVES} found.addAll(Stock.boxes());"),
    ),
    bad(
        "inv.undeclared-type",
        "relates_to_texts",
        factory(NO_CHILDREN, 'return java.util.Collections.singletonList("Fragile");'),
        # a text has no id of its own either
        also=("fail inv.id-not-roundtrip",),
    ),
    bad(
        "inv.undeclared-type",
        "finds_a_shelf_for_a_box",
        factory(FIND_BOX, 'return "s1/b1".equals(id) ? Stock.shelf("s1") : Stock.box(id);'),
        also=("fail inv.id-not-roundtrip",),
    ),
    near(
        "inv.undeclared-type",
        "lists_a_subclass",
        java(
            "Stock",
            'new Box("s1/b1", "Tools", "Ada", 7.5),',
            'new Box("s1/b1", "Tools", "Ada", 7.5) {},',
        ),
    ),
)

_LABEL: Final = 'show-in-column="true">What the label says</property>\n      </properties>'
_LABEL_RELATION: Final = (
    f'{_LABEL}<relations><relation name="labels" type="Label" cardinality="to-many"/></relations>'
)


def _labelled(label: str) -> tuple[Edit, ...]:
    """Boxes and labels have one label each, whose id follows from that of what it is on."""
    return (
        Edit(DESCRIPTOR, _LABEL, _LABEL_RELATION),
        factory(
            NO_CHILDREN,
            f'if ("labels".equals(relation)) {{ String on = {label};'
            ' return new ArrayList<>(java.util.Arrays.asList(new Label(on, "Fragile"))); }'
            f" {NO_CHILDREN}",
        ),
        factory(
            FIND,
            f'{FIND} if ("Label".equals(type) && id.matches("s[12]/b[12]\'+"))'
            ' { return new Label(id, "Fragile"); }',
        ),
    )


_CYCLES: Final = (
    bad("inv.cycle", "labels_labels_anew", *_labelled('parentId + "\'"')),
    near(
        "inv.cycle",
        "labels_labels_with_themselves",
        *_labelled('parentId.replace("\'", "") + "\'"'),
    ),
)

LISTINGS: Final[tuple[Variant, ...]] = (*_NULLS, *_CHILDREN, *_PROPERTIES, *_CLASSES, *_CYCLES)
"""Variants about lists and objects."""
