"""System.sendCustomEvent, and what the JVM asks while a script waits for one."""

from __future__ import annotations

from typing import Any

from mockvro.scripting.registry import Call, Members

SYSTEM = Members("System")
MS = 1000


@SYSTEM.answers("sendCustomEvent")
def _send(call: Call) -> Any:
    call.world.events.send(call.text(0))


@SYSTEM.answers("waitCustomEventUntil", lacks="events from outside cannot be sent")
def _wait(call: Call) -> Any:
    """How often a key was sent, after a while in which that may change (`CustomEvents`)."""
    seen, wait_ms = call.arg(1), call.arg(2) or 0.0
    return float(
        call.world.events.count(
            call.text(0), seen=None if seen is None else int(seen), wait_s=wait_ms / MS
        )
    )


MEMBERS = (SYSTEM,)
