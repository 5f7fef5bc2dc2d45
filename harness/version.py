"""The version of this tool."""

from __future__ import annotations

from importlib import metadata

UNINSTALLED = "0.0.0"


def kit_version() -> str:
    """Version of the installed distribution; ``0.0.0`` in a checkout that is not installed."""
    try:
        return metadata.version("vro-acceptance")
    except metadata.PackageNotFoundError:
        return UNINSTALLED
