"""Making runs: a token with the workflow on its stack and the values it was given."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import msgspec

from mockvro.engine.model import Checkpoint, Slot
from mockvro.store import TokenRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.values import Form, Value
    from mockvro.content.workflow import Workflow
    from mockvro.engine.keeping import Keeping
    from mockvro.engine.library import Library
    from mockvro.engine.workers import Workers
    from mockvro.releases import EngineLimits


class RunMaker:
    """Makes runs within the limits of the release."""

    def __init__(
        self,
        library: Library,
        workers: Workers,
        limits: EngineLimits,
        keeping: Keeping,
        form: Form,
    ) -> None:
        self._library = library
        self._workers = workers
        self._limits = limits
        self._keeping = keeping
        self._form = form

    def make(self, workflow_id: str, given: Mapping[str, Value], user: str) -> TokenRecord:
        """A run that is not stored yet; one beyond the length of the queue has failed already.

        Raises:
            ContentError: The workflow or a value cannot be used.
            ItemFailure: There is no such workflow.
        """
        workflow = self._library.workflow(workflow_id)
        room = self._workers.room
        token = TokenRecord(
            id=str(uuid.uuid4()),
            workflow=workflow_id,
            name=workflow.name,
            state="running" if room > 0 else "initializing",
            started_by=user,
            started_ms=self._keeping.now_ms(),
            document=msgspec.json.encode(self._checkpoint(workflow, given)),
        )
        if -room >= self._limits.queued_workflows:
            token.state, token.ended_ms = "failed", token.started_ms
            token.error = f"the queue of workflows is full ({self._limits.queued_workflows})"
        return token

    def _checkpoint(self, workflow: Workflow, given: Mapping[str, Value]) -> Checkpoint:
        frame = self._library.frame(workflow)
        checkpoint = Checkpoint(frames=[frame])
        for each in workflow.inputs:
            if each.name in given:
                frame.slots[each.name] = checkpoint.slot(each.type, given[each.name], self._form)
            checkpoint.inputs[each.name] = frame.slots[each.name]
        checkpoint.outputs = {each.name: Slot(each.type) for each in workflow.outputs}
        return checkpoint
