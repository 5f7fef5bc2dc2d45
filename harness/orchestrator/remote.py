"""A running Orchestrator at an address; checks that need observations are not exercised there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from harness.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from harness.client import Credentials


class RemoteOrchestrator:
    """Somebody else's Orchestrator; closing it does nothing."""

    def __init__(self, url: str, credentials: Credentials) -> None:
        self._url = url
        self._credentials = credentials

    @property
    def url(self) -> str:
        """Address of the server."""
        return self._url

    @property
    def credentials(self) -> Credentials:
        """What the person gave."""
        return self._credentials

    def close(self) -> None:
        """Leave it as it is."""


class RemoteProvider:
    """Gives the same Orchestrator every time.

    Raises:
        UsageError: The address is none.
    """

    simulated = False
    isolated = False

    def __init__(self, url: str, credentials: Credentials) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(
                "an address such as https://vro.example is expected", where=f"--orchestrator {url}"
            )
        self._url = url.rstrip("/").removesuffix("/vco/api").removesuffix("/vco")
        self._credentials = credentials

    def fresh(self, folder: Path) -> RemoteOrchestrator:  # noqa: ARG002 - the protocol's argument
        """Give the one there is."""
        return RemoteOrchestrator(self._url, self._credentials)
