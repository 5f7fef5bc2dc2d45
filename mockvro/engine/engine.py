"""All workflow runs of one Orchestrator: start, cancel, resume, stop."""

from __future__ import annotations

import threading
import uuid
from contextlib import contextmanager, suppress
from contextvars import copy_context
from typing import TYPE_CHECKING

import msgspec

from mockvro.content.errors import ContentError
from mockvro.engine.actions import Actions
from mockvro.engine.library import Library
from mockvro.engine.model import Checkpoint, ItemFailure, Slot
from mockvro.engine.run import Run
from mockvro.engine.scripting import ServerObjects, TokenScripts, session_of
from mockvro.engine.workers import Workers
from mockvro.host.calls import recorded_calls
from mockvro.host.errors import HostError
from mockvro.plugins.errors import StoppingError
from mockvro.store import LogEntry, StoreClosedError, TokenRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mockvro.content.values import Value
    from mockvro.content.workflow import Workflow
    from mockvro.host.observations import Observations
    from mockvro.plugins.runtime import Runtime
    from mockvro.releases import Profile
    from mockvro.settings import Settings
    from mockvro.store import Store


REMEMBERED = 5000
"""Runs whose host calls can still be named."""


class Engine:
    """Runs workflows in worker threads; the state of a run is always in the store."""

    def __init__(
        self,
        settings: Settings,
        profile: Profile,
        store: Store,
        runtime: Runtime,
        observations: Observations,
    ) -> None:
        self._settings = settings
        self._form = profile.values.text_form
        self._store = store
        self._runtime = runtime
        self._observations = observations
        self._library = Library(store)
        self._workers = Workers(settings.workflow_threads)
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._suspending = threading.Lock()
        self._active: set[str] = set()
        self._paused = False
        self._epoch = 0
        self._calls: dict[str, list[str]] = {}
        self.server_objects = ServerObjects(store, self.now_ms)
        self.actions = Actions(runtime, self._workers.submit, settings.script_deadline_s)

    def start(self, workflow_id: str, given: Mapping[str, Value], user: str) -> TokenRecord:
        """Start a run; parameters that the workflow does not declare are ignored and logged.

        Raises:
            ContentError: The workflow or a value cannot be used.
        """
        workflow = self._library.workflow(workflow_id)
        checkpoint = self._checkpoint(workflow, given)
        token = TokenRecord(
            id=str(uuid.uuid4()),
            workflow=workflow_id,
            name=workflow.name,
            state="running",
            started_by=user,
            started_ms=self.now_ms(),
            document=msgspec.json.encode(checkpoint),
        )
        self._store.tokens.put(token)
        for name in sorted(set(given) - set(checkpoint.inputs)):
            self._log(token, "warning", f"input {name!r} is not declared and was ignored")
        self._schedule(token.id)
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

    def _schedule(self, token_id: str) -> None:
        with self._lock:
            if self._paused or token_id in self._active:
                return
            self._active.add(token_id)
        self._workers.submit(lambda: copy_context().run(self._work, token_id))

    def _work(self, token_id: str) -> None:
        # A server that stops does not wait for plug-ins; its runs go on at its next start.
        with suppress(StoreClosedError):
            self._serve(token_id)

    def _serve(self, token_id: str) -> None:
        with recorded_calls() as calls:
            calls.extend(self._calls.pop(token_id, ()))
            self._calls[token_id] = calls
            while len(self._calls) > REMEMBERED:
                del self._calls[next(iter(self._calls))]
            try:
                self._drive(token_id)
            finally:
                with self._idle:
                    self._active.discard(token_id)
                    self._idle.notify_all()
        # A run that a restart interrupted may have been passed over when the others went on.
        token = self._store.tokens.get(token_id)
        if token is not None and not token.ended:
            self._schedule(token_id)

    def _drive(self, token_id: str) -> None:
        epoch = self._epoch
        token = self._store.tokens.get(token_id)
        if token is None or token.ended:
            return
        scripts = TokenScripts(self._runtime, token, self._settings.script_deadline_s)
        run = Run(token, self._library, self, scripts, self._form)
        reason = "fault of the simulation, see the error output of the server"
        try:
            while epoch == self._epoch and run.advance():
                continue
            reason = ""
        except (HostError, StoppingError) as error:
            # A run whose JVM was ended on purpose stays as it was and goes on after the restart.
            reason = "" if epoch != self._epoch else str(error)
        finally:
            if reason:
                self._fail(token, reason)
        if epoch == self._epoch:
            self._finish(token)

    def _fail(self, token: TokenRecord, reason: str) -> None:
        token.state, token.error, token.ended_ms = "failed", reason, self.now_ms()
        self._store.tokens.update(token)

    def _finish(self, token: TokenRecord) -> None:
        if token.error is not None:
            self._log(token, "error", token.error)
        if self._calls.get(token.id):
            self._close_session(token.id)

    def _close_session(self, token_id: str) -> None:
        try:
            self._runtime.ask("session.close", {"session": session_of(token_id)})
        except (HostError, StoppingError) as error:
            self._observations.file("session-not-closed", token=token_id, reason=str(error))

    def save(self, token: TokenRecord) -> bool:
        """Store a checkpoint unless the run was cancelled."""
        return self._store.tokens.update(token)

    def stepped(self, token: TokenRecord, item: str, ms: float) -> None:
        """File the observation that an item has run."""
        self._observations.file("workflow-step", token=token.id, item=item, ms=round(ms, 3))

    def now_ms(self) -> int:
        """Wall clock in epoch milliseconds."""
        return round(self._settings.clock() * 1000)

    def _log(self, token: TokenRecord, severity: str, text: str) -> None:
        entry = LogEntry("syslogs", self.now_ms(), severity, token.started_by, "system", text, text)
        self._store.tokens.log(token.id, entry)

    def cancel(self, token_id: str) -> None:
        """Cancel a run at once; a script that is under way ends by its deadline, unseen."""
        token = self._store.tokens.get(token_id)
        if token is not None and not token.ended:
            token.state, token.ended_ms = "canceled", self.now_ms()
            self._store.tokens.update(token)

    def checkpoint(self, token: TokenRecord) -> Checkpoint:
        """What is stored about a run."""
        return msgspec.json.decode(token.document, type=Checkpoint)

    def calls_of(self, token_id: str) -> list[str]:
        """Ids of the host calls that a run has caused since this process started."""
        return list(self._calls.get(token_id, ()))

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """No run begins a step inside; afterwards all go on. One caller at a time."""
        with self._suspending:
            self.pause()
            try:
                yield
            finally:
                self.resume()

    def pause(self) -> None:
        """Let no run begin another step; what is under way may fail without consequence."""
        with self._lock:
            self._paused = True
            self._epoch += 1

    def resume(self) -> None:
        """Go on with every run that the store knows as unfinished.

        Runs of workflows with `restartMode` 0 fail instead (`reference/workflow-xml.md` §2).
        """
        with self._lock:
            self._paused = False
        for token in self._store.tokens.unfinished():
            self._resume(token)

    def _resume(self, token: TokenRecord) -> None:
        if self._is_resumable(token):
            self._schedule(token.id)
            return
        self._fail(token, "the server was restarted and the workflow does not resume")

    def _is_resumable(self, token: TokenRecord) -> bool:
        try:
            return self._library.workflow(token.workflow).resumes
        except (ItemFailure, ContentError):
            return False

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until no run is inside a step; False when time is up."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._active, seconds)
