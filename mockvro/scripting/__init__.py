"""The scripting API as far as it needs the Orchestrator; the rest is answered inside the JVM."""

from __future__ import annotations

from mockvro.scripting.api import ScriptingApi
from mockvro.scripting.coverage import Row, coverage
from mockvro.scripting.world import World

__all__ = ["Row", "ScriptingApi", "World", "coverage"]
