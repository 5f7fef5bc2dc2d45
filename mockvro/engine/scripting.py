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
    NotServedError,
    exception_text,
)
from mockvro.store import LogEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.content.workflow import Item, Workflow
    from mockvro.engine.items import Step
    from mockvro.engine.model import Slot
    from mockvro.plugins.runtime import Runtime
    from mockvro.store import Store, TokenRecord

GRACE_S = 10.0
"""Seconds that the JVM has to stop a script past its deadline before the call counts as hung."""

SEVERITIES = {
    "log": "info",
    "info": "info",
    "debug": "debug",
    "warn": "warning",
    "error": "error",
    "stdout": "info",
}
CHANNELS = {"System": "syslogs", "Server": "logs"}


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


class ServerObjects:
    """Answers `server.call`: script members that need the Orchestrator."""

    def __init__(self, store: Store, now_ms: Callable[[], int]) -> None:
        self._store = store
        self._now_ms = now_ms

    def answer(self, params: dict[str, Any]) -> Any:
        """The value of a member.

        Raises:
            NotServedError: The member is not simulated.
        """
        owner, member = params["object"], params["member"]
        if owner in CHANNELS and member in SEVERITIES:
            self._log(CHANNELS[owner], SEVERITIES[member], params)
            return None
        token = self._store.tokens.get(params.get("token") or "")
        if (owner, member) == ("Server", "getRunningUser"):
            return {"string": token.started_by} if token is not None else None
        if (owner, member) == ("Server", "getWorkflowTokenState"):
            return self._state_of(params)
        raise NotServedError(f"{owner}.{member} is not simulated yet")

    def _state_of(self, params: dict[str, Any]) -> Any:
        token = self._store.tokens.get(_text(next(iter(params.get("args") or ()), None)))
        return {"string": token.state} if token is not None else None

    def _log(self, channel: str, severity: str, params: dict[str, Any]) -> None:
        token = self._store.tokens.get(params.get("token") or "")
        if token is None:
            return
        texts = [_text(each) for each in params.get("args") or ()] or [""]
        entry = LogEntry(
            channel, self._now_ms(), severity, token.started_by, "script", texts[0], texts[-1]
        )
        self._store.tokens.log(token.id, entry)


def _text(wire: dict[str, Any] | None) -> str:
    if not wire:
        return "null"
    kind, content = next(iter(wire.items()))
    if kind == "object":
        return str(content["text"])
    if kind == "boolean":
        return "true" if content else "false"
    return str(content)
