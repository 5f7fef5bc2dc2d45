"""An exception of a plug-in, as one line for a person."""

from __future__ import annotations

from typing import Any

_DEEPEST = 20


def describe_exception(exception: dict[str, Any] | None) -> str:
    """Name class, message and the plug-in's own frame, and the same of the root cause.

    Args:
        exception: Exception of ``docs/host-protocol.md``.
    """
    if not exception:
        return "no exception is on record"
    root = exception
    for _ in range(_DEEPEST):
        cause = root.get("cause")
        if not isinstance(cause, dict):
            break
        root = cause
    told = _one(exception)
    return told if root is exception else f"{told}, caused by {_one(root)}"


def _one(exception: dict[str, Any]) -> str:
    message = f": {exception['message']}" if exception.get("message") else ""
    frame = f" at {exception['pluginFrame']}" if exception.get("pluginFrame") else ""
    return " ".join(f"{exception.get('class')}{message}{frame}".split())
