"""Watchers: what plug-ins are told about runs that wait for their events.

Protocol of `reference/plugin-host-protocol.md` §6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.engine.model import Signal
from mockvro.engine.scripting import failure_text
from mockvro.host.errors import HostCallError, HostError
from mockvro.plugins.errors import StoppingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.engine.model import Wait
    from mockvro.engine.workers import Workers
    from mockvro.host.observations import Observations
    from mockvro.plugins.runtime import Runtime

    Deliver = Callable[[str, Signal], bool]
    Armed = Callable[[str, Mapping[str, Any]], bool]

LIMIT_S = 60.0
"""Seconds that a plug-in has for `addWatcher` and `removeWatcher`; no source names a limit."""


class Watchers:
    """Adds and removes watchers, and hands their events to the runs.

    Args:
        runtime: The JVM.
        observations: Where events of plug-ins arrive.
        side: Threads for calls that nobody waits for.
        deliver: Gives a signal to the wait of an id; false when nobody waits.
        armed: Keeps what the plug-in's side answered about the watcher of an id; false when nobody
            waits any more.
    """

    def __init__(
        self,
        runtime: Runtime,
        observations: Observations,
        side: Workers,
        deliver: Deliver,
        armed: Armed,
    ) -> None:
        self._runtime = runtime
        self._observations = observations
        self._side = side
        self._deliver = deliver
        self._armed = armed
        observations.listen("watcher-event", self._pushed)

    def arm(self, wait: Wait) -> None:
        """Tell the plug-in of a wait; what goes wrong fails the item.

        After a restart the same watcher is added again, with the timeout it has.

        Raises:
            HostError: The JVM ended; the next one is told again.
            StoppingError: The server stops.
        """
        stored = {"watcher": wait.watcher} if wait.watcher else {"trigger": wait.trigger}
        try:
            answer = self._runtime.ask("watcher.add", {"id": wait.id, **stored}, limit_s=LIMIT_S)
        except HostCallError as error:
            self._deliver(wait.id, Signal("error", text=failure_text(error)))
            return
        if not self._armed(wait.id, answer):
            # The event, or a cancellation, was faster than the answer.
            self.release(msgspec.structs.replace(wait, plugin=answer["plugin"]))

    def release(self, wait: Wait) -> None:
        """Tell the plug-in, in the background, that nobody waits any more."""
        if wait.kind == "event" and wait.plugin:
            self._side.submit(lambda: self._remove(wait))

    def _remove(self, wait: Wait) -> None:
        if self._runtime.facts()["state"] != "running":
            return
        request = {"plugin": wait.plugin, "id": wait.id}
        try:
            self._runtime.ask("watcher.remove", request, limit_s=LIMIT_S)
        except (HostError, StoppingError) as error:
            self._observations.file(
                "watcher-not-removed", plugin=wait.plugin, watcher=wait.id, reason=str(error)
            )

    def _pushed(self, observation: Mapping[str, Any]) -> None:
        """An event came; unknown ids and repetitions are ignored, as in the product."""
        watcher = observation.get("watcher")
        if isinstance(watcher, str):
            texts = observation.get("properties") or {}
            values = {key: {"string": text} for key, text in texts.items()}
            self._side.submit(lambda: self._happened(watcher, values))

    def _happened(self, watcher: str, values: Mapping[str, Any]) -> None:
        self._deliver(watcher, Signal("event", dict(values)))
