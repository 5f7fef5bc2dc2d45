"""Scripts of one run: running them, and what they ask of the Orchestrator meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.values import to_wire
from mockvro.engine.model import ItemFailure
from mockvro.host.errors import HostCallError, HostDeadline
from mockvro.plugins.errors import (
    PLUGIN_THREW,
    REFUSED,
    SCRIPT_FAILED,
    SCRIPT_STOPPED,
    exception_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.workflow import Item, Workflow
    from mockvro.engine.items import Step
    from mockvro.engine.model import Slot
    from mockvro.plugins.runtime import Runtime
    from mockvro.store import TokenRecord

GRACE_S = 10.0
"""Seconds that the JVM has to stop a script past its deadline before the call counts as hung."""


def session_of(token_id: str) -> str:
    """Name of the plug-in session of a run; a run is a session (`plugin-host-protocol.md` §3)."""
    return f"workflow:{token_id}"


class TokenScripts:
    """Runs the scripts of one token."""

    def __init__(self, runtime: Runtime, token: TokenRecord, deadline_s: float) -> None:
        self._runtime = runtime
        self._token = token
        self._deadline_s = deadline_s

    def __call__(self, step: Step, source: str) -> Mapping[str, Any]:
        """Run the script of an item.

        Raises:
            ItemFailure: The script failed, or the plug-in did.
            HostDied: The JVM ended.
        """
        outputs = [{"name": each.name, "type": each.type} for each in step.item.out_bindings]
        request = {
            "session": session_of(self._token.id),
            "source": source,
            "name": step.item.name,
            "params": step.params(),
            "outputs": outputs,
            "location": location(step.workflow, step.item),
            "deadline": round(self._deadline_s * 1000),
            "workflow": self._facts(step),
        }
        try:
            answer: Mapping[str, Any] = self._runtime.ask(
                "script.run", request, limit_s=self._deadline_s + GRACE_S
            )
        except HostCallError as error:
            raise ItemFailure(failure_text(error)) from error
        except HostDeadline as error:
            raise ItemFailure(str(error)) from error
        return answer

    def _facts(self, step: Step) -> dict[str, Any]:
        """What the script sees as its workflow, run and item."""
        token, workflow = self._token, step.workflow
        root = step.library.workflow(token.workflow)
        attributes = {each.name for each in workflow.attributes}
        return {
            "id": token.id,
            "name": token.name,
            "state": token.state,
            "businessState": token.business_state,
            "runningUserName": token.started_by,
            "startDate": token.started_ms,
            "currentWorkflow": _workflow_facts(workflow),
            "rootWorkflow": _workflow_facts(root),
            "item": {"name": step.item.name, "displayName": step.item.display_name},
            "inputs": _values(step, step.checkpoint.inputs),
            "attributes": _values(
                step, {name: slot for name, slot in step.frame.slots.items() if name in attributes}
            ),
        }


def _workflow_facts(workflow: Workflow) -> dict[str, Any]:
    return {
        "id": workflow.id,
        "name": workflow.name,
        "description": workflow.description,
        "version": workflow.version,
    }


def _values(step: Step, slots: Mapping[str, Slot]) -> dict[str, Any]:
    return {name: to_wire(step.checkpoint.value(slot)) for name, slot in slots.items()}


def location(workflow: Workflow, item: Item) -> str:
    """Where a script stands, the end of every product message about it."""
    return f"Workflow:{workflow.name} / {item.display_name or item.name} ({item.name})"


def failure_text(error: HostCallError) -> str:
    """The text that an exception path gets for an error of the JVM."""
    if error.code == SCRIPT_FAILED:
        return str(error.data.get("message") or error.what)
    if error.code == PLUGIN_THREW and error.exception is not None:
        return exception_text(error.exception)
    if error.code == SCRIPT_STOPPED:
        return "the script ran past its deadline and was stopped"
    if error.code == REFUSED:
        return str(error.data.get("reason") or error.what)
    return error.what
