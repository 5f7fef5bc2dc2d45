"""What can go wrong while a sample is built."""

from __future__ import annotations

from mockvro.errors import MockvroError


class BuildError(MockvroError):
    """The sources of a plug-in cannot be built."""
