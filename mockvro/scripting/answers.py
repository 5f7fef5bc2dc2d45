"""Values between scripts and the Orchestrator: the wire form plus core objects with attributes.

`core-object` of `docs/host-protocol.md`: an object of a core class that is nothing but its
attributes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from mockvro.content.values import from_wire, to_wire

KEY = "core-object"

SENT_WHOLE = {
    "Attribute": ("name", "type", "description", "value"),
    "Event": ("source", "when"),
    "LogEvent": (
        "id",
        "logTimeStamp",
        "longDescription",
        "originatorId",
        "originatorUri",
        "originatorUserName",
        "severity",
        "shortDescription",
    ),
    "PluginModuleDescription": ("name", "version", "description", "types"),
    "PluginTypeDescription": ("name", "type", "kind", "description"),
    "VersionHistoryItem": ("version", "date", "user", "comment"),
}
"""Core classes whose objects scripts only receive, with the attributes they come with."""


class CoreObject(msgspec.Struct, frozen=True):
    """An object of a core class such as Parameter, LogEvent or LogQuery.

    Attributes:
        type: Class name in scripts.
        attributes: Values by name; may hold core objects again.
    """

    type: str
    attributes: dict[str, Any]

    def get(self, name: str) -> Any:
        """The value of an attribute; None when it has none."""
        return self.attributes.get(name)


def to_answer(value: Any) -> dict[str, Any] | None:
    """The wire form of an answer.

    Raises:
        ValueTextError: The value has no wire form.
    """
    if isinstance(value, CoreObject):
        inner = {name: to_answer(each) for name, each in value.attributes.items()}
        return {KEY: {"class": value.type, "attributes": inner}}
    if isinstance(value, list):
        return {"array": [to_answer(each) for each in value]}
    if isinstance(value, dict):
        return {"properties": {key: to_answer(each) for key, each in value.items()}}
    return to_wire(value)


def from_argument(wire: Any) -> Any:
    """The value of an argument.

    Raises:
        ValueTextError: The document is no value.
    """
    match wire:
        case {"core-object": {"class": str(name), "attributes": dict(inner)}}:
            return CoreObject(name, {key: from_argument(each) for key, each in inner.items()})
        case {"array": list(items)} if "java" not in wire:
            return [from_argument(each) for each in items]
        case _:
            return from_wire(wire)


def date(ms: int | None) -> datetime | None:
    """A date of the Orchestrator's clock as scripts see it; None stays None."""
    return None if ms is None else datetime.fromtimestamp(ms / 1000, UTC)
