"""Log entries as runs of workflows, actions and policies show them (`rest-api.md` §11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.conditions import UNLIMITED, matching
from mockvro.api.documents import iso

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockvro.api.call import Call
    from mockvro.api.conditions import Condition
    from mockvro.api.documents import Json
    from mockvro.store import LogEntry

SEVERITIES = ("unknown", "debug", "info", "warning", "error")


def entries(call: Call, found: Iterable[LogEntry], channel: str) -> list[Json]:
    """The entries that the query asks for, each wrapped in `entry`."""
    return selected(call, found, channel, call.conditions())


def selected(
    call: Call, found: Iterable[LogEntry], channel: str, conditions: Iterable[Condition]
) -> list[Json]:
    """The entries that pass conditions; a severity means that one and all above."""
    asked = list(conditions)
    wanted = [each for each in asked if each.name != "severity"]
    least = max((_rank(each.value) for each in asked if each.name == "severity"), default=0)
    shown = [
        entry for entry in matching(found, wanted, _attributes) if _rank(entry.severity) >= least
    ]
    size = call.page().size
    return [
        {"entry": _entry(each, channel)} for each in (shown if size == UNLIMITED else shown[:size])
    ]


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else 0


def _attributes(entry: LogEntry) -> dict[str, object]:
    return {"timestamp": entry.at_ms, "origin": entry.origin, "user": entry.user}


def _entry(entry: LogEntry, channel: str) -> Json:
    content: Json = {
        "severity": entry.severity,
        "time-stamp": iso(entry.at_ms),
        "user": entry.user,
        "short-description": entry.short,
        "long-description": entry.long,
    }
    if channel == "syslogs":
        content |= {"origin": entry.origin, "time-stamp-val": entry.at_ms}
    return content
