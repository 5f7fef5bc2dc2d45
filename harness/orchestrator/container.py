"""The simulated Orchestrator in a container of its own, a fresh one for every stage.

It uses the network of this machine, so that a case means the same everywhere: what the managed
system calls ``127.0.0.1:{port}``, the plug-in in the container reaches at that address. Everything
else is its own (``docs/container.md``).
"""

from __future__ import annotations

import contextlib
import secrets
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import requests
from docker.errors import APIError, NotFound

from harness.client import Credentials
from harness.orchestrator.api import OrchestratorError
from harness.orchestrator.container_engine import connect, told
from harness.orchestrator.container_lifeline import Lifeline
from harness.orchestrator.limits import finder_limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docker import DockerClient
    from docker.models.containers import Container

    from harness.case import Deadlines

READY_SECONDS = 60.0
"""Seconds from the start of the container to the server's first answer; it takes about two."""

STOP_SECONDS = 30.0
MEMORY = "2g"
"""Heap of the plug-in, what a JVM needs beside it, and the server."""

THREADS = 4096
"""Tasks in the container; 300 workflows and 400 requests have a thread each on both sides."""

_USER = "vcoadmin"
_PASSWORD = "MOCKVRO_PASSWORD"  # noqa: S105 - the name of a variable
_LIVENESS = "/vco/api/health/liveness"
_POLL_SECONDS = 0.05
_ENCLOSURE = {
    "network_mode": "host",
    "read_only": True,
    "tmpfs": {"/tmp": "size=256m,mode=1777"},  # noqa: S108 - a folder in the container
    "mem_limit": MEMORY,
    "memswap_limit": MEMORY,
    "pids_limit": THREADS,
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges"],
    "stdin_open": True,
    "auto_remove": True,
}


class ContainerOrchestrator:
    """A simulated Orchestrator in a container, which goes away with this process.

    Args:
        client: Connection to the engine; closed with the container.
        image: Image to start.
        command: Arguments of ``mockvro``.
        folder: Gets what the server writes.

    Raises:
        OrchestratorError: The engine refuses, or the server does not become ready.
    """

    verify = True

    def __init__(self, client: DockerClient, image: str, command: list[str], folder: Path) -> None:
        self._image = image
        self._credentials = Credentials(_USER, secrets.token_urlsafe(16))
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as undo:
            undo.callback(client.close)
            container = self._create(client, command)
            undo.callback(self._remove, container)
            with told(image):
                self._lifeline = Lifeline(client, str(container.id), folder / "container.log")
                undo.callback(self._lifeline.close)
                container.start()
            self._url = self._wait_ready(time.monotonic() + READY_SECONDS)
            self._undo = undo.pop_all()

    @property
    def url(self) -> str:
        """Address of the server."""
        return self._url

    @property
    def credentials(self) -> Credentials:
        """An administrator; the password is made up for each server."""
        return self._credentials

    def expect(self, plugin: str) -> None:
        """Do nothing: nothing is installed on a fresh server."""

    def set_properties(self, properties: Mapping[str, str]) -> bool:  # noqa: ARG002 - the protocol's
        """Do nothing: its JVM is not ours."""
        return False

    def close(self) -> None:
        """Stop the server; the engine removes the container and its data.

        Raises:
            OrchestratorError: It does not stop, and was killed.
        """
        stopped = self._lifeline.let_go(STOP_SECONDS)
        self._undo.close()
        if not stopped:
            raise OrchestratorError(
                f"the server did not stop within {STOP_SECONDS:g} s", where=self._image
            )

    def _create(self, client: DockerClient, command: list[str]) -> Container:
        settings: dict[str, Any] = _ENCLOSURE
        with told(self._image):
            return client.containers.create(
                self._image,
                command,
                environment={_PASSWORD: self._credentials.password},
                labels={"vro-acceptance": "orchestrator"},
                **settings,
            )

    def _wait_ready(self, end: float) -> str:
        url = self._lifeline.address(end - time.monotonic())
        while not _alive(url):
            if time.monotonic() > end:
                raise OrchestratorError(
                    f"the server in the container is not reached at {url}",
                    where=self._image,
                    advice="the engine has to give containers the network of this machine "
                    "(Docker Desktop: enable host networking)",
                )
            time.sleep(_POLL_SECONDS)
        return url

    def _remove(self, container: Container) -> None:
        """Remove it and its data, unless the engine has done so when the server ended."""
        with told(self._image), contextlib.suppress(NotFound):
            try:
                container.remove(force=True, v=True)
            except APIError as exc:
                if exc.status_code != HTTPStatus.CONFLICT:
                    raise
                # the engine is at it
                container.wait(condition="removed", timeout=STOP_SECONDS)


class ContainerProvider:
    """Starts simulated Orchestrators in containers.

    Args:
        image: Image to start.
        profile: Release profile.
        deadlines: Limits of the case for finder calls and scripts.
    """

    simulated = True
    isolated = True

    def __init__(self, image: str, profile: str, deadlines: Deadlines) -> None:
        self._image = image
        self._command = [
            *("serve", "--host", "127.0.0.1", "--port", "0", "--data", "/data", "--stop-on-eof"),
            *("--profile", profile, "--username", _USER),
            *("--script-deadline", f"{deadlines.script:g}"),
        ]
        for call, seconds in finder_limits(deadlines).items():
            self._command += ("--finder-limit", f"{call}={seconds:g}")

    def preflight(self, plugin: str) -> None:  # noqa: ARG002 - the protocol's argument
        """Find out whether a container can be started at all.

        Raises:
            UsageError: There is no engine, or no image.
        """
        connect(self._image).close()

    def fresh(self, folder: Path) -> ContainerOrchestrator:
        """Start an empty one."""
        return ContainerOrchestrator(connect(self._image), self._image, self._command, folder)


def _alive(url: str) -> bool:
    with requests.Session() as session:
        session.trust_env = False  # a proxy would not reach this machine's loopback
        try:
            return session.get(url + _LIVENESS, timeout=5).ok
        except requests.RequestException:
            return False
