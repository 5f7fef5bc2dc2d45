"""One protocol for every place where an Orchestrator can run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from harness.errors import HarnessError

if TYPE_CHECKING:
    from pathlib import Path

    from harness.client import Credentials


class OrchestratorError(HarnessError):
    """An Orchestrator cannot be started or reached."""


class Orchestrator(Protocol):
    """A running Orchestrator."""

    @property
    def url(self) -> str:
        """Address of the server, without ``/vco/api``."""

    @property
    def credentials(self) -> Credentials:
        """An administrator."""

    def close(self) -> None:
        """Stop it, if it is ours."""


class Provider(Protocol):
    """Gives Orchestrators to the checks."""

    @property
    def simulated(self) -> bool:
        """Whether its Orchestrators tell observations under ``/mockvro``."""

    @property
    def isolated(self) -> bool:
        """Whether every Orchestrator is a new one with nothing installed."""

    def fresh(self, folder: Path) -> Orchestrator:
        """Give an Orchestrator that is ready.

        Args:
            folder: An empty folder of its own for data and logs.

        Raises:
            OrchestratorError: There is none to be had.
        """
