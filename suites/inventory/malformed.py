"""Ids that no plug-in can have given out: hostile to whoever takes ids apart."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from suites.inventory.made_up import made_up_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SEPARATORS: Final = "@/:#;,|-_."
"""What ids of real plug-ins are put together with (``reference/plugin-host-protocol.md`` §4.1)."""

FORBIDDEN: Final = ("#;#", "#,#", "#=#")
"""Sequences that token serialisation uses (same place)."""

LONG: Final = 10 * 1024
_FIXED: Final = ("@@", *FORBIDDEN, "%", "%2F%zz", "ä漢𝄞\u202e", "null")


def malformed_ids(seed: int, known: Collection[str]) -> Iterator[str]:
    """Make up ids without form, and real ones cut up; none of them is known.

    Args:
        seed: Seed of the run, so that a second run asks the same.
        known: Ids that objects have.
    """
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    word = f"{chance.getrandbits(32):08x}"
    candidates = [
        *_FIXED,
        word * (LONG // len(word)),
        *(f"{word}{separator}" for separator in SEPARATORS[:3]),
        *(separator * 3 for separator in SEPARATORS if separator != "."),
        *made_up_ids(seed, known),
    ]
    yield from (each for each in candidates if each not in known)
