"""Plug-ins of one Orchestrator: pending installations, install, remove, and asking them."""

from mockvro.plugins.manager import NotLoadedError, PluginManager

__all__ = ["NotLoadedError", "PluginManager"]
