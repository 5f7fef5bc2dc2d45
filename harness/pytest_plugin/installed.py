"""The plug-in installed and configured in a running Orchestrator: what most checks look at."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from harness.pytest_plugin.archiving import SINCE
from harness.pytest_plugin.hangs import Hangs
from harness.pytest_plugin.members.compared import Compared
from harness.pytest_plugin.members.inventory import Inventoried
from harness.pytest_plugin.members.running import Running
from harness.pytest_plugin.members.searched import Searched
from harness.pytest_plugin.stop import NeedMissingError
from harness.pytest_plugin.way import can_choose_tls

if TYPE_CHECKING:
    from pathlib import Path

    from harness.pytest_plugin.runs import WorkflowRun

CALLS = ("call", "call-hung")
"""Kinds of observations about calls into the plug-in."""


class StageOptions(Struct, frozen=True, kw_only=True):
    """What a stage gets from its process.

    Attributes:
        secrets: Secrets of the case by name.
        hangs: What hung before and is not asked for again.
        soak: Factor on the length of what is repeated.
        control: Makes a stage with the null plug-in.
    """

    secrets: dict[str, str]
    hangs: Hangs
    soak: float
    control: Callable[[], Stage]


class Stage(Inventoried, Running, Searched, Compared):
    """A plug-in that is installed, started and configured by the case.

    Attributes:
        case: The case.
        facts: What the descriptor declares.
        system: The managed system; None when the case has none.
        configuration: The runs of ``[[configure]]``.
        client: The REST client; the members cover the usual questions.
        clock: Measures calls, knows how fast this machine is, moves the simulation's clock.
    """

    configuration: tuple[WorkflowRun, ...] = ()
    _roots_before: frozenset[tuple[str, str]] = frozenset()

    def install(self, artifact: Path | None = None) -> None:
        """Install an artifact and wait until the plug-in has started.

        Args:
            artifact: The submission without it; else another release of the same plug-in.

        Raises:
            PluginNotLoadedError: It is refused, or does not start.
        """
        note = self.folder / SINCE
        if artifact is not None:
            note.write_text("")
        self._site.install(artifact)
        if artifact is None and note.exists() and self._site.simulated:
            note.write_text(self.began())

    def configure(self, *, tls: bool | None = None) -> None:
        """Run ``[[configure]]``; what comes of it is judged by ``wf.unexpected-result``.

        Args:
            tls: Whether the plug-in is to use TLS, instead of what the case says; with it the
                proxy needs a profile with a certificate.

        Raises:
            NeedMissingError: The case leaves no choice.
        """
        if tls is not None and self.system is not None:
            if not can_choose_tls(self.case):
                raise NeedMissingError("the inputs of [[configure]] use neither {scheme} nor {tls}")
            self.system.by_tls = tls
        self.configuration = tuple(self._run_until_lost(self.case.configure))
        self.forget_inventory()

    def case_runs(self) -> tuple[WorkflowRun, ...]:
        """Run the case as :class:`Running` does; :meth:`renew` knows what was there before."""
        if not self.has_run_case:
            self._roots_before = self.roots()
        return super().case_runs()

    def renew(self) -> None:
        """Configure again what the workflows of the case have undone, as their last often does.

        Otherwise the next check that shares the stage would find nothing to look at, and pass.
        """
        before, self._roots_before = self._roots_before, frozenset()
        if before and not self.lost() and not self.hung() and before.isdisjoint(self.roots()):
            self.configure()

    def tidy(self) -> None:
        """Undo :meth:`configure` with ``[[cleanup]]``, for a server that lives on."""
        for entry in self.case.cleanup if self.configuration else ():
            self.run_workflow(entry)

    def calls(self) -> tuple[dict[str, Any], ...]:
        """List the host calls of this stage, and those that hung on stages before it.

        Returns:
            Observations ``call`` and ``call-hung``, each with its ``stage``, because every stage
            numbers its calls from one.
        """
        own = self._site.observations(*CALLS)
        before = self._options.hangs.calls
        return (*before, *({**call.facts, "stage": self._site.name} for call in own))

    def close(self) -> None:
        """Keep what is known, then end Orchestrator and managed systems."""
        self._options.hangs.remember(self._site.name, self._site.seen(*CALLS))
        with contextlib.ExitStack() as cleanup:
            for system in self._systems:
                cleanup.callback(system.stop)
            self._site.close()
