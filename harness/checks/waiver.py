"""A waiver: the programme lets one major finding pass, for a reason and for a time."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Waiver(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One exception from the rule that a major finding rejects.

    A blocker cannot be waived (``reference/misbehaviours.md``, "Severity").

    Attributes:
        check: Check id, without version.
        reason: Why the finding is tolerable; shown to the reviewer.
        until: Last day on which the waiver counts.
    """

    check: str
    reason: str
    until: date
