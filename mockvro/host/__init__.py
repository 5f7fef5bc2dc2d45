"""The JVM child: start it, talk to it, watch it, end it (`docs/host-protocol.md`).

Its parts are loaded when they are first named: a server without plug-ins needs few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mockvro.host.calls import recorded_calls
    from mockvro.host.errors import (
        HostCallError,
        HostDeadline,
        HostDied,
        HostError,
        HostStartError,
    )
    from mockvro.host.launch import HostOptions
    from mockvro.host.limits import Limits
    from mockvro.host.observations import Observation, Observations
    from mockvro.host.output import Capture
    from mockvro.host.process import HostProcess

_PLACES = {
    "Capture": "output",
    "HostCallError": "errors",
    "HostDeadline": "errors",
    "HostDied": "errors",
    "HostError": "errors",
    "HostOptions": "launch",
    "HostProcess": "process",
    "HostStartError": "errors",
    "Limits": "limits",
    "Observation": "observations",
    "Observations": "observations",
    "recorded_calls": "calls",
}

__all__ = [
    "Capture",
    "HostCallError",
    "HostDeadline",
    "HostDied",
    "HostError",
    "HostOptions",
    "HostProcess",
    "HostStartError",
    "Limits",
    "Observation",
    "Observations",
    "recorded_calls",
]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
