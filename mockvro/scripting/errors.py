"""What a script is told when the Orchestrator cannot do what it asks."""

from __future__ import annotations

from mockvro.errors import MockvroError


class ScriptCallError(MockvroError):
    """A script asked for something that does not exist or is not allowed; it can catch this."""
