"""The JVM child: start it, talk to it, watch it, end it (`docs/host-protocol.md`)."""

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
