"""A running Orchestrator at an address; checks that need observations are not exercised there.

A run is a guest: it refuses to start where the plug-in is installed already, and removes the
plug-in when it is done with it. What the product keeps of a removed plug-in stays.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from harness.client import ClientError, Transport, VroClient
from harness.errors import UsageError
from harness.orchestrator.api import OrchestratorError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from harness.client import Credentials

READY_SECONDS = 300.0
"""Seconds that a server may take to be back after a plug-in was removed: it starts again."""


class RemoteOrchestrator:
    """Somebody else's Orchestrator; closing it removes the plug-in that was expected, if any."""

    def __init__(self, url: str, credentials: Credentials, *, verify: bool | str) -> None:
        self._url = url
        self._credentials = credentials
        self._verify = verify
        self._plugin = ""

    @property
    def url(self) -> str:
        """Address of the server."""
        return self._url

    @property
    def credentials(self) -> Credentials:
        """What the person gave."""
        return self._credentials

    @property
    def verify(self) -> bool | str:
        """How its certificate is verified."""
        return self._verify

    @contextlib.contextmanager
    def client(self) -> Iterator[VroClient]:
        """A client for a few questions.

        Raises:
            OrchestratorError: The server does not answer them as it should.
        """
        transport = Transport(self._url, self._credentials, verify=self._verify)
        try:
            yield VroClient(transport)
        except ClientError as exc:
            raise OrchestratorError(exc.what, where=exc.where, advice=exc.advice) from exc
        finally:
            transport.close()

    def expect(self, plugin: str) -> None:
        """Remove what a process of this run that died has left; there was none before the run.

        Raises:
            OrchestratorError: It cannot be removed.
        """
        self._plugin = plugin
        self._remove()

    def set_properties(self, properties: Mapping[str, str]) -> bool:  # noqa: ARG002 - the protocol's
        """Do nothing: its JVM is not ours."""
        return False

    def close(self) -> None:
        """Leave it without the plug-in, as it was.

        Raises:
            OrchestratorError: It cannot be removed.
        """
        if self._plugin:
            self._remove()

    def _remove(self) -> None:
        with self.client() as client:
            if client.plugins.get(self._plugin) is not None:
                client.plugins.remove(self._plugin)
                client.service.wait_ready(READY_SECONDS)


def require_address(url: str) -> None:
    """Refuse what is no address of a server.

    Raises:
        UsageError: It is none.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            "'embedded', 'container' or an address such as https://vro.example is expected",
            where=f"--orchestrator {url}",
        )


class RemoteProvider:
    """Gives the same Orchestrator every time.

    Raises:
        UsageError: The address is none, or the file with the authorities is not there.
    """

    simulated = False
    isolated = False

    def __init__(self, url: str, credentials: Credentials, *, verify: bool | str = True) -> None:
        require_address(url)
        if isinstance(verify, str) and not Path(verify).is_file():
            raise UsageError("there is no such file", where=f"--ca {verify}")
        self._url = url.rstrip("/").removesuffix("/vco/api").removesuffix("/vco")
        self._credentials = credentials
        self._verify = verify

    def preflight(self, plugin: str) -> None:
        """Ask whether it answers, takes the credentials and does not have the plug-in.

        Raises:
            UsageError: One of them is not so.
        """
        try:
            with self._server().client() as client:
                client.service.about()
                client.service.who_am_i()
                there = client.plugins.get(plugin)
        except OrchestratorError as exc:
            raise UsageError(exc.what, where=exc.where, advice=exc.advice) from exc
        if there is not None:
            raise UsageError(
                f"the plug-in {plugin} is installed there already",
                where=self._url,
                advice="remove it, or use a server for tests: a run installs and removes it",
            )

    def fresh(self, folder: Path) -> RemoteOrchestrator:  # noqa: ARG002 - the protocol's argument
        """Give the one there is."""
        return self._server()

    def _server(self) -> RemoteOrchestrator:
        return RemoteOrchestrator(self._url, self._credentials, verify=self._verify)
