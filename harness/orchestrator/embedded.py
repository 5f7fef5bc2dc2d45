"""The simulated Orchestrator inside this process, a fresh one for every stage."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from harness.client import Credentials
from harness.errors import UsageError
from harness.orchestrator.api import OrchestratorError
from harness.orchestrator.limits import finder_limits
from mockvro import releases
from mockvro.embed import Server
from mockvro.errors import MockvroError
from mockvro.jvm import locate
from mockvro.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from harness.case import Deadlines
    from harness.orchestrator.api import TrustStore

_USER = "vcoadmin"


class EmbeddedOrchestrator:
    """A simulated Orchestrator in a thread, with a JVM of its own."""

    verify = True

    def __init__(self, settings: Settings, properties: dict[str, str]) -> None:
        self._usual, self._properties = dict(properties), properties
        self._server = Server(settings)
        try:
            self._server.__enter__()
        except MockvroError as exc:
            raise OrchestratorError(exc.what, where=exc.where, advice=exc.advice) from exc
        self._credentials = Credentials(settings.username, settings.password)

    @property
    def url(self) -> str:
        """Address of the server."""
        return self._server.url

    @property
    def credentials(self) -> Credentials:
        """An administrator; the password is made up for each server."""
        return self._credentials

    def expect(self, plugin: str) -> None:
        """Do nothing: nothing is installed on a fresh server."""

    def set_properties(self, properties: Mapping[str, str]) -> bool:
        """Set system properties that its next JVM has besides its usual ones."""
        self._properties.clear()
        self._properties.update({**self._usual, **properties})
        return True

    def close(self) -> None:
        """Stop the server and end its JVM.

        Raises:
            OrchestratorError: It does not stop.
        """
        try:
            self._server.__exit__(None, None, None)
        except MockvroError as exc:
            raise OrchestratorError(exc.what, where=exc.where, advice=exc.advice) from exc


class EmbeddedProvider:
    """Starts simulated Orchestrators.

    Args:
        profile: Release profile.
        deadlines: Limits of the case for finder calls and scripts.
        trust_store: What the JVM trusts; its own without it.
    """

    simulated = True
    isolated = True

    def __init__(
        self, profile: str, deadlines: Deadlines, trust_store: TrustStore | None = None
    ) -> None:
        self._properties = trust_store.jvm_properties if trust_store else {}
        self._profile = profile
        self._deadlines = deadlines

    def preflight(self, plugin: str) -> None:  # noqa: ARG002 - the protocol's argument
        """Find out whether its JVM can be started, and plays a release that we know.

        Raises:
            UsageError: There is no such release, no Java, or our jars are missing.
        """
        try:
            releases.profile(self._profile)
            locate.java()
            locate.dist()
        except MockvroError as exc:
            raise UsageError(exc.what, where=exc.where, advice=exc.advice) from exc

    def fresh(self, folder: Path) -> EmbeddedOrchestrator:
        """Start an empty one."""
        limits, properties = self._deadlines, dict(self._properties)
        return EmbeddedOrchestrator(
            Settings(
                profile=self._profile,
                data_dir=folder,
                username=_USER,
                password=secrets.token_urlsafe(16),
                jvm_properties=properties,
                script_deadline_s=limits.script,
                finder_limits_s=finder_limits(limits),
            ),
            properties,
        )
