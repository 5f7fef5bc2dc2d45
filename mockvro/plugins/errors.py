"""Errors of plug-in management, and the words for what a plug-in raised."""

from __future__ import annotations

from typing import Any

from mockvro.errors import MockvroError

PLUGIN_THREW = -32000
SCRIPT_STOPPED = -32001
REFUSED = -32002
SCRIPT_FAILED = -32003
"""Error codes of `docs/host-protocol.md`."""


class NotServedError(MockvroError):
    """The JVM asked for something that the simulated server does not have."""


class StoppingError(MockvroError):
    """The Orchestrator is being stopped and starts nothing any more."""


def exception_text(exception: dict[str, Any]) -> str:
    """`<class>: <message>`, or the class alone."""
    name, message = exception.get("class") or "unknown exception", exception.get("message")
    return f"{name}: {message}" if message else str(name)
