"""Ids that no object has."""

from __future__ import annotations

import random
import uuid
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_CUTS: Final = 8
"""How many parts of one id are tried; ids of real plug-ins have two or three."""


def made_up_ids(seed: int, known: Collection[str]) -> Iterator[str]:
    """Make up ids: random ones, and real ones with something cut off or added.

    Args:
        seed: Seed of the run, so that a second run asks the same.
        known: Ids that objects have; none of them is returned.
    """
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    yield str(uuid.UUID(int=chance.getrandbits(128)))
    yield f"no-such-{chance.getrandbits(32):08x}"
    for real in sorted(known)[:2]:
        for candidate in (f"{real}-{chance.getrandbits(32):08x}", real[: len(real) // 2]):
            if candidate and candidate not in known:
                yield candidate


def shortened_ids(known: Collection[str]) -> Iterator[str]:
    """Cut real ids before each character that may separate parts of them.

    An object that nobody listed may have such an id, unlike those of :func:`made_up_ids`.
    """
    for real in sorted(known)[:2]:
        cuts = [at for at, character in enumerate(real) if at and not character.isalnum()]
        yield from (real[:at] for at in cuts[-_CUTS:] if real[:at] not in known)
