"""Workflows of a stage: those of the case, and those that a check makes itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin.launching import Launch, prepare
from harness.pytest_plugin.members.managed import Managed
from harness.pytest_plugin.runs import WorkflowRun, run_entry
from harness.pytest_plugin.steps import begin_steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.backend import ManagedSystem
    from harness.case import WorkflowEntry
    from harness.pytest_plugin.steps import Steps


class Running(Managed):
    """What can be run."""

    _case_runs: tuple[WorkflowRun, ...] | None = None

    def begin(self, variables: dict[str, str], *scripts: str | None) -> Steps:
        """Start a workflow of scripts, each an element of its own.

        Between two elements the server keeps of a plug-in's object no more than type and id.

        Args:
            variables: Variables of the workflow with their types; each script is bound to those
                that it names.
            scripts: JavaScript, or :data:`PAUSE` for waiting until ``.answer()`` is called.

        Returns:
            The run; ``.settle()`` waits for it.
        """
        return begin_steps(
            self.client,
            self.clock,
            self.plugin,
            variables,
            scripts,
            deadline=self.case.deadlines.workflow,
        )

    def run_workflow(
        self, entry: WorkflowEntry, *, system: ManagedSystem | None = None
    ) -> WorkflowRun:
        """Run a workflow of the case to its end.

        Args:
            entry: The run.
            system: The managed system that its placeholders mean; that of the stage without it.
        """
        chosen = system or self.system
        run = run_entry(
            self.client,
            entry,
            bindings=self._bindings(chosen),
            system=chosen,
            deadline=self.case.deadlines.workflow,
        )
        self.lost()
        return run

    def prepare(self, entry: WorkflowEntry) -> Launch | None:
        """Look up the inputs of a workflow of the case now, to start it later.

        Returns:
            What can be started once; None when there is no such workflow or an input does not fit.
        """
        return prepare(self.client, entry, self._bindings(self.system))

    @property
    def has_run_case(self) -> bool:
        """Whether :meth:`case_runs` has nothing left to do."""
        return self._case_runs is not None or self._options.hangs.cut_runs is not None

    def case_runs(self) -> tuple[WorkflowRun, ...]:
        """Run every ``[[workflow]]`` of the case, in order, once per stage.

        A run in which the plug-in hangs or kills its host is the last one, on all stages.
        """
        hangs = self._options.hangs
        if hangs.cut_runs is not None:
            return hangs.cut_runs
        if self._case_runs is None:
            self._case_runs = tuple(self._run_until_lost(self.case.workflow))
            if len(self._case_runs) < len(self.case.workflow):
                hangs.cut_runs = self._case_runs
        return self._case_runs

    def _run_until_lost(self, entries: Iterable[WorkflowEntry]) -> Iterator[WorkflowRun]:
        for entry in entries:
            yield self.run_workflow(entry)
            if self.lost() or self.hung():
                return
