"""Running one action on its own, as the REST API can (`reference/rest-api.md` §13)."""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING

import msgspec

from mockvro.content.action import parse_action
from mockvro.content.errors import ContentError
from mockvro.content.values import Value, from_wire, to_wire
from mockvro.engine.scripting import GRACE_S, failure_text
from mockvro.host.errors import HostCallError, HostError
from mockvro.plugins.errors import StoppingError
from mockvro.store import LogEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.content.action import Action
    from mockvro.plugins.runtime import Runtime
    from mockvro.store import Element

KEPT = 1000
"""Finished executions that can still be asked for."""

MOST_LINES = 10_000
"""Lines of one execution that are kept; those after it are dropped."""

SESSION = "action:"
"""Before the id of an execution: the session of its script."""


class ActionRun(msgspec.Struct):
    """One execution of an action.

    Attributes:
        id: Execution id.
        action: Id of the action.
        type: Declared result type.
        state: `running`, `completed`, `failed` or `canceled`.
        value: The result.
        user: Who runs it.
        error: Text of the failure.
        line: Line of the failure in the script; None when unknown.
        log: What its script wrote, oldest first, `MOST_LINES` at most.
    """

    id: str
    action: str
    type: str
    user: str
    state: str = "running"
    value: Value = None
    error: str | None = None
    line: int | None = None
    log: list[LogEntry] = []


class Actions:
    """Executions of actions, the newest of which are remembered."""

    def __init__(
        self, runtime: Runtime, submit: Callable[[Callable[[], None]], None], deadline_s: float
    ) -> None:
        self._runtime = runtime
        self._submit = submit
        self._deadline_s = deadline_s
        self._lock = threading.Lock()
        self._runs: dict[str, ActionRun] = {}

    def get(self, run_id: str) -> ActionRun | None:
        """A remembered execution."""
        with self._lock:
            return self._runs.get(run_id)

    def of_session(self, session: str) -> ActionRun | None:
        """The remembered execution whose script has a session; None for any other session."""
        return self.get(session.removeprefix(SESSION)) if session.startswith(SESSION) else None

    def log(self, run: ActionRun, entry: LogEntry) -> None:
        """Append a line to the log of an execution."""
        with self._lock:
            if len(run.log) < MOST_LINES:
                run.log.append(entry)

    def start(
        self,
        element: Element,
        module: str,
        given: Mapping[str, Value],
        user: str,
        *,
        background: bool,
    ) -> ActionRun:
        """Run an action, in the background or until it ends.

        Raises:
            ElementError: Its content cannot be read.
        """
        action = parse_action(element.text)
        run = ActionRun(str(uuid.uuid4()), element.id, action.result_type, user)
        with self._lock:
            self._runs[run.id] = run
            while len(self._runs) > KEPT:
                del self._runs[next(iter(self._runs))]
        if background:
            self._submit(lambda: self._run(run, action, module, given))
        else:
            self._run(run, action, module, given)
        return run

    def cancel(self, run: ActionRun) -> None:
        """Cancel an execution; its script ends by its deadline, unseen."""
        with self._lock:
            if run.state == "running":
                run.state = "canceled"

    def _run(self, run: ActionRun, action: Action, module: str, given: Mapping[str, Value]) -> None:
        session = f"{SESSION}{run.id}"
        value, error, line = None, None, None
        try:
            answer = self._runtime.ask(
                "script.run",
                self._request(session, action, module, given),
                limit_s=self._deadline_s + GRACE_S,
            )
            value = from_wire(answer["result"])
            self._runtime.ask("session.close", {"session": session})
        except HostCallError as failure:
            error, line = failure_text(failure), failure.data.get("line")
        except (HostError, StoppingError, ContentError) as failure:
            error = str(failure)
        with self._lock:
            if run.state == "running":
                run.state = "completed" if error is None else "failed"
                run.value, run.error, run.line = value, error, line

    def _request(
        self, session: str, action: Action, module: str, given: Mapping[str, Value]
    ) -> dict[str, object]:
        return {
            "session": session,
            "source": action.script or "",
            "name": action.name,
            "params": [
                {"name": each.name, "type": each.type, "value": to_wire(given.get(each.name))}
                for each in action.parameters
            ],
            "outputs": [],
            "location": f"Action:{module}/{action.name}",
            "deadline": round(self._deadline_s * 1000),
        }
