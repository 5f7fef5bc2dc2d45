"""Whether a plug-in can still be asked: its JVM has not ended, and few calls hang in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.client import ClientError
from harness.pytest_plugin.stop import StageLostError

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness.client import Answer, HostState

MAX_HANGS = 8
"""Calls that may hang in one JVM; each leaves a thread behind that may use up a processor."""
_DIED = 503
"""How the simulation answers when its JVM has ended."""


class Condition:
    """What the answers of an Orchestrator tell about its JVM.

    Args:
        host: Asks for the state of the JVM; None where the Orchestrator does not tell.
    """

    def __init__(self, host: Callable[[], HostState] | None) -> None:
        self._host = host
        self._lost, self._hangs = "", 0

    def lost(self) -> str:
        """Say why nothing more can be asked; empty when it can."""
        if self._host is not None and not self._lost:
            try:
                self._lost = self._loss(self._host)
            except ClientError as exc:
                self._lost = str(exc)
        return self._lost

    def hear(self, answer: Answer) -> None:
        """Learn from an answer."""
        self._hangs += answer.hung
        if answer.status == _DIED and answer.calls:
            self._lost = answer.message

    def gate(self, path: str) -> None:
        """Ask nothing more of a plug-in that has killed its host.

        Raises:
            StageLostError: The path is that of a question to the plug-in, which is lost.
        """
        if (self._lost or self._hangs > MAX_HANGS) and "/mockvro/" not in path:
            raise StageLostError(self.lost())

    def _loss(self, ask: Callable[[], HostState]) -> str:
        if self._hangs > MAX_HANGS:
            return f"{self._hangs} calls into the plug-in hang"
        host = ask()
        if host.state != "dead":
            return ""
        how = f"exit code {host.exit_code}" if host.signal is None else f"signal {host.signal}"
        return f"the plug-in's JVM ended: {how}"
