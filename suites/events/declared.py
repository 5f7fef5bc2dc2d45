"""What a descriptor declares of events, and what one event was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from harness.pytest_plugin import Descriptor, Observation


class Declared(Struct, frozen=True, kw_only=True):
    """Names of the events of one type."""

    triggers: frozenset[str] = frozenset()
    gauges: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, sorted."""
        return tuple(sorted(self.triggers | self.gauges))


class Heard(Struct, frozen=True, kw_only=True):
    """An event that a plug-in pushed to a publisher.

    Attributes:
        seq: Its number among the observations.
        method: ``pushTrigger`` or ``pushGauge``.
        probe: Name of the publisher's check.
        registered: Whether its publisher was not taken back yet.
        thread: Name of the thread that pushed it.
    """

    seq: int
    method: str
    type: str | None
    id: str | None
    name: str | None
    device: str | None
    value: str | None
    properties: tuple[tuple[str, str], ...]
    probe: str
    registered: bool
    thread: str

    @property
    def object(self) -> tuple[str | None, str | None]:
        """Type and id."""
        return (self.type, self.id)

    def __str__(self) -> str:
        return f"{self.method}({self.type}, {self.id}, {self.name})"


def events_of(descriptor: Descriptor) -> dict[str, Declared]:
    """The events of each type that declares some."""
    found = {
        finder.type: Declared(
            triggers=frozenset(each.name for each in finder.triggers),
            gauges=frozenset(each.name for each in finder.gauges),
        )
        for finder in descriptor.finders
    }
    return {type_name: each for type_name, each in found.items() if each.names}


def waits_for_events(descriptor: Descriptor) -> bool:
    """Whether workflows can wait for events: a type declares some, or a method gives a trigger."""
    members = (each for script in descriptor.objects for each in script.methods)
    return bool(events_of(descriptor)) or any(each.return_type == "Trigger" for each in members)


def heard(item: Observation) -> Heard:
    """Read an observation ``policy-event``."""
    facts: dict[str, Any] = item.facts
    return Heard(
        seq=item.seq,
        method=str(facts.get("method")),
        type=facts.get("type"),
        id=facts.get("id"),
        name=facts.get("name"),
        device=facts.get("device"),
        value=facts.get("value"),
        properties=tuple(sorted((facts.get("properties") or {}).items())),
        probe=str(facts.get("policy") or ""),
        registered=bool(facts.get("registered")),
        thread=str(facts.get("thread") or ""),
    )
