"""One protocol for every place where an Orchestrator can run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from harness.errors import HarnessError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from harness.client import Credentials


class OrchestratorError(HarnessError):
    """An Orchestrator cannot be started or reached."""


class TrustStore(Struct, frozen=True):
    """Certificates (PKCS 12) that the server's SSL service trusts, and the password of the file.

    The default contexts of the JVM do not trust them, so that it shows who asks the service.
    """

    file: Path
    password: str

    @property
    def jvm_properties(self) -> dict[str, str]:
        """System properties that make the SSL service use it."""
        return {
            "mockvro.ssl.trustStore": str(self.file),
            "mockvro.ssl.trustStorePassword": self.password,
        }


class Orchestrator(Protocol):
    """A running Orchestrator."""

    @property
    def url(self) -> str:
        """Address of the server, without ``/vco/api``."""

    @property
    def credentials(self) -> Credentials:
        """An administrator."""

    @property
    def verify(self) -> bool | str:
        """Whether its certificate is verified, or the file of the authorities to trust."""

    def expect(self, plugin: str) -> None:
        """Hear which plug-in is going to be installed, so that it is not there yet.

        Raises:
            OrchestratorError: It is there and does not go away.
        """

    def set_properties(self, properties: Mapping[str, str]) -> bool:
        """Set system properties that its next JVM has besides its usual ones.

        Returns:
            Whether it can; nobody may do that to a server that others use.
        """

    def close(self) -> None:
        """Stop it if it is ours; else leave it as it was before :meth:`expect`."""


class Provider(Protocol):
    """Gives Orchestrators to the checks."""

    @property
    def simulated(self) -> bool:
        """Whether its Orchestrators tell observations under ``/mockvro``."""

    @property
    def isolated(self) -> bool:
        """Whether every Orchestrator is a new one with nothing installed."""

    def preflight(self, plugin: str) -> None:
        """Find out before a run whether it can start at all.

        Args:
            plugin: Module name of the plug-in that will be installed.

        Raises:
            HarnessError: It cannot; one line for the person.
        """

    def fresh(self, folder: Path) -> Orchestrator:
        """Give an Orchestrator that is ready.

        Args:
            folder: An empty folder of its own for data and logs.

        Raises:
            OrchestratorError: There is none to be had.
        """
