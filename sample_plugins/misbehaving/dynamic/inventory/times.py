"""How long plug-ins take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.inventory.passages import (
    FIND,
    FIND_ALL,
    HAS_CHILDREN,
    RELATION,
    factory,
    field,
)
from sample_plugins.misbehaving.dynamic.variant import bad, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

HANG: Final = (
    "try { new java.util.concurrent.CountDownLatch(1).await(); }"
    " catch (InterruptedException e) { throw new IllegalStateException(e); }"
)


def sleep(ms: int) -> str:
    """Java that waits for some milliseconds."""
    return (
        f"try {{ Thread.sleep({ms}); }}"
        " catch (InterruptedException e) { throw new IllegalStateException(e); }"
    )


TIMES: Final[tuple[Variant, ...]] = (
    bad(
        "inv.no-timeout",
        "never_finds_a_box",
        factory(FIND, f'{FIND} if ("Box".equals(type)) {{ {HANG} }}'),
        case="[deadlines]\nfind = 1\n",
    ),
    bad(
        "inv.no-timeout",
        "never_lists_labels",
        factory(RELATION, f'{RELATION} if ("labels".equals(relation)) {{ {HANG} }}'),
        case="[deadlines]\nrelation = 1\n",
    ),
    bad(
        "inv.no-timeout",
        "thinks_about_children",
        factory(HAS_CHILDREN, f'{HAS_CHILDREN} if ("labels".equals(relation)) {{ {HANG} }}'),
        case="[deadlines]\nhas_children = 1\n",
    ),
    near(
        "inv.no-timeout",
        "takes_a_moment",
        factory(FIND_ALL, f'{FIND_ALL} if ("Label".equals(type)) {{ {sleep(300)} }}'),
        case="[deadlines]\nfind_all = 4\n",
    ),
    warned(
        "inv.no-timeout",
        "takes_most_of_its_time_once",
        factory(
            FIND_ALL,
            f'{FIND_ALL} if ("Label".equals(type) && FIRST.getAndSet(false)) {{ {sleep(2300)} }}',
        ),
        field(
            "private static final java.util.concurrent.atomic.AtomicBoolean FIRST ="
            " new java.util.concurrent.atomic.AtomicBoolean(true);"
        ),
        case="[deadlines]\nfind_all = 4\n",
    ),
)
"""Variants about time."""
