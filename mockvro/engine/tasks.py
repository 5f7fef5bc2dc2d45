"""Scheduled workflows (`reference/rest-api.md` §18)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Protocol

import msgspec

from mockvro.content.errors import ContentError
from mockvro.engine.model import Checkpoint, ItemFailure, Slot
from mockvro.engine.recurrence import CYCLES, ONE_TIME, next_after
from mockvro.errors import MockvroError
from mockvro.store import TaskRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.values import Form, Value
    from mockvro.engine.timers import Timers
    from mockvro.store import Store, TokenRecord

LIVE = ("pending", "running")
CATCH_UP = "start-in-the-past"
GRACE_MS = 60_000
"""How late a run may start in mode `normal`: clients send the present as first date."""


class TaskError(MockvroError):
    """A task cannot be what was asked for."""


class Starter(Protocol):
    """What starts runs."""

    def prepare(self, workflow_id: str, given: Mapping[str, Value], user: str) -> TokenRecord:
        """A run that is not stored yet."""

    def begin(self, token: TokenRecord, given: Mapping[str, Value]) -> None:
        """Let a stored run begin."""

    def now_ms(self) -> int:
        """The Orchestrator's clock in epoch milliseconds."""


class Scheduler:
    """Starts workflows at their dates; date and run are stored together, so none starts twice."""

    def __init__(self, store: Store, timers: Timers, starter: Starter, form: Form) -> None:
        self._store = store
        self._timers = timers
        self._starter = starter
        self._form = form

    def schedule(
        self,
        workflow_id: str,
        given: Mapping[str, tuple[str, Value]],
        user: str,
        *,
        start_ms: int,
        cycle: str = ONE_TIME,
        pattern: str | None = None,
        end_ms: int | None = None,
        mode: str = "normal",
        name: str = "",
        description: str = "",
    ) -> TaskRecord:
        """Make a task.

        Args:
            workflow_id: What to start; it has to exist when it is due.
            given: Type and value of each input.
            user: Who the runs belong to.
            start_ms: First date, epoch milliseconds.
            cycle: One of `CYCLES`.
            pattern: Moments of the cycle.
            end_ms: Last date.
            mode: `normal` or `start-in-the-past`.
            name: May be empty.
            description: May be empty.

        Raises:
            TaskError: The cycle is unknown.
            ValueTextError: A value has no stored form.
        """
        task = TaskRecord(
            id=str(uuid.uuid4()),
            name=name,
            description=description,
            workflow=workflow_id,
            user=user,
            cycle=cycle,
            pattern=pattern,
            mode=mode,
            start_ms=start_ms,
            end_ms=end_ms,
            inputs=self.stored(given),
        )
        self.put(task)
        return task

    def stored(self, given: Mapping[str, tuple[str, Value]]) -> bytes:
        """Inputs as a task keeps them: secrets are not in clear text."""
        keeper = Checkpoint()
        slots = {
            name: keeper.slot(kind, value, self._form) for name, (kind, value) in given.items()
        }
        return msgspec.json.encode(slots)

    def inputs(self, task: TaskRecord) -> dict[str, tuple[str, Value]]:
        """Type and value of each input of a task."""
        slots = msgspec.json.decode(task.inputs, type=dict[str, Slot])
        keeper = Checkpoint()
        return {name: (slot.type, keeper.value(slot)) for name, slot in slots.items()}

    def put(self, task: TaskRecord) -> None:
        """Store a new or changed task and set its next date.

        Raises:
            TaskError: The cycle is unknown.
        """
        if task.cycle not in CYCLES:
            raise TaskError(f"unknown cycle {task.cycle!r}", advice=f"use one of {CYCLES}")
        earliest = self._starter.now_ms() - (GRACE_MS if task.mode != CATCH_UP else 0)
        after = task.start_ms - 1 if task.mode == CATCH_UP else max(earliest, task.start_ms - 1)
        task.next_ms = self._within(
            task, next_after(task.cycle, task.pattern, task.start_ms, after)
        )
        task.state, task.error = ("pending" if task.next_ms is not None else "finished"), None
        self._store.tasks.put(task)
        self._time(task)

    def _within(self, task: TaskRecord, date_ms: int | None) -> int | None:
        is_late = date_ms is not None and task.end_ms is not None and date_ms > task.end_ms
        return None if is_late else date_ms

    def _time(self, task: TaskRecord) -> None:
        key, task_id = f"task/{task.id}", task.id
        if task.next_ms is None or task.state not in LIVE:
            self._timers.cancel(key)
        else:
            self._timers.at(key, task.next_ms, lambda: self._fire(task_id))

    def _fire(self, task_id: str) -> None:
        with self._store.transaction():
            task = self._store.tasks.get(task_id)
            if task is None or task.next_ms is None or task.state not in LIVE:
                return
            given = {name: value for name, (_, value) in self.inputs(task).items()}
            task.next_ms = self._following(task, task.next_ms)
            token = self._prepared(task, given)
            if token is not None:
                self._store.tokens.put(token)
                self._store.tasks.add_run(task.id, token.id)
            self._store.tasks.put(task)
        if token is not None:
            self._starter.begin(token, given)
        self._time(task)

    def _following(self, task: TaskRecord, due_ms: int) -> int | None:
        """The date after one that is due; dates that were missed are made up for at most once."""
        after = max(due_ms, self._starter.now_ms() - 1)
        return self._within(task, next_after(task.cycle, task.pattern, task.start_ms, after))

    def _prepared(self, task: TaskRecord, given: Mapping[str, Value]) -> TokenRecord | None:
        try:
            token = self._starter.prepare(task.workflow, given, task.user)
        except (ItemFailure, ContentError) as problem:
            task.state, task.error, task.next_ms = "error", str(problem), None
            return None
        task.state, task.error = "running", None
        return token

    def run_ended(self, token: TokenRecord) -> None:
        """A run is over: the task that started it waits for its next date, or is over, too."""
        task = self._store.tasks.of_run(token.id)
        if task is None or task.state != "running":
            return
        ended = self._store.tokens.get(token.id) or token
        task.error = ended.error
        over = "error" if ended.state == "failed" else "finished"
        task.state = "pending" if task.next_ms is not None else over
        self._store.tasks.put(task)

    def set_state(self, task: TaskRecord, state: str) -> None:
        """Suspend, cancel or continue (`pending`) a task; runs under way are not touched."""
        if state == "pending":
            self.put(task)
            return
        task.state, task.next_ms = state, None
        self._store.tasks.put(task)
        self._time(task)

    def remove(self, task_id: str) -> None:
        """Forget a task; runs that it started go on."""
        self._timers.cancel(f"task/{task_id}")
        self._store.tasks.remove(task_id)

    def resume(self) -> None:
        """Set the dates of all tasks after a restart."""
        now = self._starter.now_ms()
        for task in self._store.tasks.all():
            if task.next_ms is None or task.state not in LIVE:
                continue
            if task.mode != CATCH_UP and task.next_ms < now - GRACE_MS:
                task.next_ms = self._following(task, task.next_ms)
                if task.next_ms is None:
                    task.state = "finished"
                self._store.tasks.put(task)
            self._time(task)
