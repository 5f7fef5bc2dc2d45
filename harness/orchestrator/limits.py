"""Limits of a case in the words of the simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harness.case import Deadlines


def finder_limits(deadlines: Deadlines) -> dict[str, float]:
    """Seconds that each finder call may take, by its name."""
    return {
        "find": deadlines.find,
        "findAll": deadlines.find_all,
        "findRelation": deadlines.relation,
        "hasChildren": deadlines.has_children,
    }
