"""Log lines of scripts, and reading them back (Server.fetchLogEvents)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.scripting.answers import CoreObject, date
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.origins import origin_of
from mockvro.scripting.registry import Call, Members
from mockvro.store import LogEntry

if TYPE_CHECKING:
    from mockvro.scripting.world import World

SEVERITIES = {
    "log": "info",
    "info": "info",
    "debug": "debug",
    "warn": "warning",
    "error": "error",
    "stdout": "info",
}
CHANNELS = {"System": "syslogs", "Server": "logs"}
LEVELS = {"debug": 0.0, "info": 1.0, "warning": 2.0, "error": 3.0}
"""Severity numbers of LogEvent; the product's numbers are unverified."""

DEFAULT_LIMIT = 1000
MOST_RUNS = 1000
"""Runs that are searched when a query names none."""

SERVER = Members("Server")


def log(world: World, owner: str, member: str, params: dict[str, Any]) -> None:
    """Keep a line with its run, policy or action; elsewhere nobody could read it."""
    origin = origin_of(world, params)
    if origin.user is None:
        return
    texts = [_text(each) for each in params.get("args") or ()] or [""]
    entry = LogEntry(
        CHANNELS[owner],
        world.engine.now_ms(),
        SEVERITIES[member],
        origin.user,
        "script",
        texts[0],
        texts[-1],
    )
    if origin.action is not None:
        world.engine.actions.log(origin.action, entry)
    else:
        world.store.tokens.log(origin.id, entry)


def _text(wire: dict[str, Any] | None) -> str:
    if not wire:
        return "null"
    kind, content = next(iter(wire.items()))
    if kind == "object":
        return str(content["text"])
    if kind == "boolean":
        return "true" if content else "false"
    return str(content)


def log_events(world: World, token_id: str) -> list[CoreObject]:
    """All lines of a run or policy, oldest first."""
    entries = [
        entry
        for channel in CHANNELS.values()
        for entry in world.store.tokens.logs(token_id, channel)
    ]
    entries.sort(key=lambda entry: entry.at_ms)
    return [_event(token_id, index, entry) for index, entry in enumerate(entries)]


def _event(token_id: str, index: int, entry: LogEntry) -> CoreObject:
    return CoreObject(
        "LogEvent",
        {
            "id": f"{token_id}/{index}",
            "logTimeStamp": date(entry.at_ms),
            "shortDescription": entry.short,
            "longDescription": entry.long,
            "originatorId": token_id,
            "originatorUri": f"dunes://service.dunes.ch/WorkflowToken?id='{token_id}'"
            "&dunesName='WorkflowToken'",
            "originatorUserName": entry.user,
            "severity": LEVELS.get(entry.severity, 1.0),
        },
    )


@SERVER.answers(
    "fetchLogEvents", lacks="events of runs only; severity numbers and order are unverified"
)
def _fetch(call: Call) -> Any:
    query = call.arg(0)
    if not isinstance(query, CoreObject) or query.type != "LogQuery":
        raise ScriptCallError("fetchLogEvents takes a LogQuery")
    origin = query.get("originatorId")
    runs = [origin] if origin else [each.id for each in call.world.store.tokens.newest(MOST_RUNS)]
    events = [event for run in runs for event in log_events(call.world, run)]
    kept = sorted(
        (event for event in events if _matches(query, event)),
        key=lambda event: event.get("logTimeStamp"),
        reverse=True,
    )
    return kept[: int(query.get("fetchLimit") or DEFAULT_LIMIT)]


def _matches(query: CoreObject, event: CoreObject) -> bool:
    begin, end = query.get("fromDate"), query.get("toDate")
    threshold, target = query.get("severityThreshold"), query.get("targetUri")
    moment = event.get("logTimeStamp")
    return (
        (begin is None or moment >= begin)
        and (end is None or moment <= end)
        and (threshold is None or event.get("severity") >= threshold)
        and (not target or event.get("originatorUri") == target)
    )
