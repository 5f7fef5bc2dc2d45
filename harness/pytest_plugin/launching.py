"""Starting a workflow of the case now and looking at it later: for runs against a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.case import WorkflowEntry, expand
from harness.client import UnexpectedAnswerError, VroClient, build_parameters
from harness.client.workflows import FINAL, WAITING
from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from harness.case import Bindings
    from harness.client import Execution


class Launch:
    """A workflow whose inputs were looked up while all was well.

    Attributes:
        entry: The entry of the case.
        execution: Id of the run, empty before :meth:`start`.
    """

    def __init__(
        self,
        client: VroClient,
        entry: WorkflowEntry,
        workflow: str,
        parameters: Sequence[dict[str, Any]],
    ) -> None:
        self.entry = entry
        self.execution = ""
        self._client = client
        self._workflow = workflow
        self._parameters = parameters

    def start(self) -> None:
        """Start it; it goes on by itself.

        Raises:
            UnexpectedAnswerError: The server does not start it.
        """
        self.execution = self._client.workflows.begin(self._workflow, self._parameters)

    def read(self) -> Execution:
        """Where it is now."""
        return self._client.workflows.read(self._workflow, self.execution)

    def log(self) -> str:
        """What it has written into its log."""
        entries = self._client.workflows.logs(self._workflow, self.execution)
        return "\n".join(entry.long_description or "" for entry in entries)

    @property
    def state(self) -> str:
        """Its state now."""
        return self.read().document.state

    @property
    def over(self) -> bool:
        """Whether it has ended, or waits for somebody to go on."""
        return self.state in FINAL | WAITING

    def cancel(self) -> None:
        """Ask for its end."""
        self._client.workflows.cancel(self._workflow, self.execution)


def prepare(client: VroClient, entry: WorkflowEntry, bindings: Bindings) -> Launch | None:
    """Look up workflow and inputs; None when there is no such workflow or an input does not fit."""
    try:
        expanded: WorkflowEntry = expand(entry, bindings)
        workflow = client.workflows.find(name=entry.name, workflow=entry.id)
        parameters = build_parameters(client, workflow, expanded.inputs)
    except (UsageError, UnexpectedAnswerError):
        return None
    return Launch(client, entry, workflow.id, parameters)
