"""Publishers and watchers of a check's own (``mockvro/api/event_probes.py``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from harness.client.transport import segments

if TYPE_CHECKING:
    from harness.client.answer import Answer
    from harness.client.transport import Transport

_SECONDS = 320.0
"""Longest question: thousands of watchers, and two garbage collections."""


class WatcherCycles(Struct, frozen=True, kw_only=True):
    """What adding and removing many watchers left behind.

    Attributes:
        cycles: How often it was done.
        ms: How long that took.
        before: Removed watchers that lived on before, after a garbage collection.
        after: The same at the end.
    """

    cycles: int
    ms: int
    before: int
    after: int


class _Left(Struct, frozen=True):
    left: tuple[str, ...]


class EventsApi:
    """Registers publishers and watchers with the plug-ins of a simulated Orchestrator.

    What a plug-in pushes there are the observations ``policy-event`` (with ``policy`` the name of
    the probe) and ``watcher-event``. Types are without prefix.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def register(
        self, plugin: str, probe: str, type_name: str, object_id: str, *, pause_ms: int = 0
    ) -> Answer:
        """Let a publisher of a name hear an object; each push takes ``pause_ms``."""
        asked = {"probe": probe, "type": type_name, "id": object_id, "pauseMs": pause_ms}
        return self._transport.post(_path(plugin, "publishers"), asked)

    def unregister(self, plugin: str, probe: str, type_name: str, object_id: str) -> Answer:
        """Take a publisher back, with what it was registered with."""
        asked = {"probe": probe, "type": type_name, "id": object_id}
        return self._transport.delete(_path(plugin, "publishers"), params=asked)

    def watch(
        self, plugin: str, watcher: str, type_name: str, object_id: str, *, timeout: int = 0
    ) -> Answer:
        """Add a watcher for a trigger that the host makes; ``timeout`` in seconds, 0 is none."""
        asked = {"watcher": watcher, "type": type_name, "id": object_id, "timeout": timeout}
        return self._transport.post(_path(plugin, "watchers"), asked)

    def unwatch(self, plugin: str, watcher: str) -> Answer:
        """Remove a watcher."""
        return self._transport.delete(_path(plugin, "watchers"), params={"watcher": watcher})

    def cycle(self, plugin: str, type_name: str, object_id: str, n: int) -> Answer:
        """Add and remove watchers one after the other; the answer is a :class:`WatcherCycles`."""
        asked = {"type": type_name, "id": object_id, "n": n}
        return self._transport.post(_path(plugin, "watchers", "cycles"), asked, timeout=_SECONDS)

    def left(self, plugin: str) -> tuple[str, ...]:
        """List removed watchers that a garbage collection does not free."""
        answer = self._transport.get(_path(plugin, "watchers", "left"), timeout=_SECONDS)
        return answer.expect(200).decode(_Left).left


def _path(plugin: str, *rest: str) -> str:
    return f"/mockvro/plugins/{segments(plugin, *rest)}"
