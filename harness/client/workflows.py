"""Workflows and their executions (``rest-api.md`` §10, §11)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from harness.client.documents import ExecutionDocument, LinkList, LogEntry, WorkflowDocument
from harness.client.errors import UnexpectedAnswerError
from harness.client.transport import segments
from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.client.answer import Answer
    from harness.client.transport import Transport

_WORKFLOWS = "/vco/api/workflows"
_FIRST_POLL, _LAST_POLL = 0.02, 0.2

FINAL = frozenset({"completed", "failed", "canceled"})
WAITING = frozenset({"waiting", "waiting-signal"})


class _LogItem(Struct, frozen=True):
    entry: LogEntry


class _Log(Struct, frozen=True):
    logs: tuple[_LogItem, ...] = ()


class Execution(Struct, frozen=True, kw_only=True):
    """A run that has ended, waits for somebody, or did not end in time.

    Attributes:
        workflow: Id of the workflow.
        document: The execution document, as read last.
        timed_out: It was still going on at the deadline.
        calls: Ids of the host calls that it caused, where the Orchestrator tells.
    """

    workflow: str
    document: ExecutionDocument
    timed_out: bool = False
    calls: tuple[str, ...] = ()


class WorkflowsApi:
    """``/workflows`` and ``/workflows/{id}/executions``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def ids_by_name(self, name: str) -> tuple[str, ...]:
        """Find the workflows with exactly this name."""
        answer = self._transport.get(_WORKFLOWS, params={"conditions": f"name={name}"})
        links = answer.expect(200).decode(LinkList).link
        return tuple(link.attribute("id") for link in links if link.attribute("name") == name)

    def get(self, workflow: str) -> WorkflowDocument | None:
        """Read a workflow by id; None when there is none."""
        answer = self._transport.get(f"{_WORKFLOWS}/{segments(workflow)}").expect(200, 404)
        return answer.decode(WorkflowDocument) if answer.ok else None

    def find(self, *, name: str = "", workflow: str = "") -> WorkflowDocument:
        """Find the one workflow that a case means, by id if that is given.

        Raises:
            UsageError: There is none, or more than one.
        """
        ids = (workflow,) if workflow else self.ids_by_name(name)
        if len(ids) > 1:
            raise UsageError(
                f"{len(ids)} workflows have this name",
                where=name,
                advice=f"give the id: {', '.join(ids)}",
            )
        found = self.get(ids[0]) if ids else None
        if found is None:
            raise UsageError("there is no such workflow", where=name or workflow)
        return found

    def start(self, workflow: str, parameters: Sequence[dict[str, Any]]) -> Answer:
        """Start a run. Any status is returned; 202 carries the execution document."""
        return self._transport.post(
            f"{_WORKFLOWS}/{segments(workflow)}/executions", {"parameters": list(parameters)}
        )

    def run(
        self, workflow: str, parameters: Sequence[dict[str, Any]], *, deadline: float
    ) -> Execution:
        """Start a run and wait for its end.

        Args:
            workflow: Id of the workflow.
            parameters: Wire parameters, see :func:`harness.client.values.to_parameter`.
            deadline: Seconds to wait.

        Raises:
            UnexpectedAnswerError: The server does not start it.
        """
        started = self.start(workflow, parameters).expect(202)
        execution = _execution_id(started)
        end, pause = time.monotonic() + deadline, _FIRST_POLL
        while True:
            answer = self._read(workflow, execution)
            document = answer.decode(ExecutionDocument)
            over = document.state in FINAL | WAITING
            if over or time.monotonic() > end:
                return Execution(
                    workflow=workflow,
                    document=document,
                    timed_out=not over,
                    calls=(*started.calls, *answer.calls),
                )
            time.sleep(pause)
            pause = min(pause * 1.5, _LAST_POLL)

    def size(self, workflow: str, execution: str) -> int:
        """Bytes of a run with all its variables, as it is answered."""
        return len(self._read(workflow, execution).body)

    def cancel(self, workflow: str, execution: str) -> Answer:
        """Cancel a run. Any status is returned."""
        return self._transport.delete(f"{self._path(workflow, execution)}/state")

    def begin(self, workflow: str, parameters: Sequence[dict[str, Any]]) -> str:
        """Start a run; its id.

        Raises:
            UnexpectedAnswerError: The server does not start it.
        """
        return _execution_id(self.start(workflow, parameters).expect(202))

    def read(self, workflow: str, execution: str) -> Execution:
        """Read where a run is."""
        answer = self._read(workflow, execution)
        document = answer.decode(ExecutionDocument)
        return Execution(workflow=workflow, document=document, calls=answer.calls)

    def reply(self, workflow: str, execution: str) -> None:
        """Answer the user interaction that a run waits for, with no values."""
        path = f"{self._path(workflow, execution)}/interaction"
        self._transport.post(path, {"parameters": []}).expect(200, 204)

    def remove(self, workflow: str) -> Answer:
        """Delete a workflow that nothing uses. Any status is returned."""
        return self._transport.delete(f"{_WORKFLOWS}/{segments(workflow)}")

    def logs(self, workflow: str, execution: str) -> tuple[LogEntry, ...]:
        """Read the log of a run."""
        answer = self._transport.get(f"{self._path(workflow, execution)}/syslogs")
        return tuple(item.entry for item in answer.expect(200).decode(_Log).logs)

    def _read(self, workflow: str, execution: str) -> Answer:
        answer = self._transport.get(
            self._path(workflow, execution), params={"showDetails": "true"}
        )
        return answer.expect(200)

    def _path(self, workflow: str, execution: str) -> str:
        return f"{_WORKFLOWS}/{segments(workflow)}/executions/{segments(execution)}"


def _execution_id(started: Answer) -> str:
    """Take the id from the document, else from ``Location`` (9.x may send no body)."""
    document = started.document
    if isinstance(document, dict) and document.get("id"):
        return str(document["id"])
    location = started.headers.get("location", "").rstrip("/")
    if not location:
        raise UnexpectedAnswerError(started, "an execution document or Location")
    return location.rpartition("/")[2]
