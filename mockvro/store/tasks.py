"""Scheduled tasks and the runs that they have started."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.store.tokens import TokenRecord

if TYPE_CHECKING:
    import sqlite3

    from mockvro.store.database import Database


class TaskRecord(msgspec.Struct, kw_only=True):
    """One task (`reference/rest-api.md` §18).

    Attributes:
        id: Opaque id.
        name: May be empty.
        description: May be empty.
        workflow: Id of the workflow that it starts.
        user: Who its runs belong to.
        state: `pending`, `running`, `suspended`, `finished`, `canceled` or `error`.
        cycle: `one-time`, `every-minutes` … `every-months`.
        pattern: Text of the pattern as given; None without one.
        mode: `normal`, or `start-in-the-past` for catching up on missed dates.
        start_ms: First date, epoch milliseconds.
        end_ms: Nothing starts after it; None for never.
        next_ms: When it starts a run next; None when it does not.
        error: Why its last run could not be started or failed.
        inputs: JSON of the input parameters by name, as the engine stores values.
    """

    id: str
    name: str
    description: str = ""
    workflow: str
    user: str
    state: str = "pending"
    cycle: str = "one-time"
    pattern: str | None = None
    mode: str = "normal"
    start_ms: int
    end_ms: int | None = None
    next_ms: int | None = None
    error: str | None = None
    inputs: bytes = b"{}"


COLUMNS = ", ".join(TaskRecord.__struct_fields__)


def _task(row: sqlite3.Row) -> TaskRecord:
    return TaskRecord(**{name: row[name] for name in TaskRecord.__struct_fields__})


class Tasks:
    """Repository of tasks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, task: TaskRecord) -> None:
        """Insert or replace."""
        marks = ", ".join("?" for _ in TaskRecord.__struct_fields__)
        self._database.run(
            f"INSERT OR REPLACE INTO task ({COLUMNS}) VALUES ({marks})",  # noqa: S608 - constants
            msgspec.structs.astuple(task),
        )

    def get(self, task_id: str) -> TaskRecord | None:
        """The task, or None."""
        row = self._database.row("SELECT * FROM task WHERE id = ?", (task_id,))
        return _task(row) if row is not None else None

    def all(self, workflow: str | None = None) -> list[TaskRecord]:
        """All tasks, or those of one workflow, in the order they were made."""
        if workflow is None:
            rows = self._database.rows("SELECT * FROM task ORDER BY rowid")
        else:
            sql = "SELECT * FROM task WHERE workflow = ? ORDER BY rowid"
            rows = self._database.rows(sql, (workflow,))
        return [_task(row) for row in rows]

    def remove(self, task_id: str) -> None:
        """Forget a task; the runs that it started stay."""
        with self._database.transaction():
            self._database.run("DELETE FROM task_run WHERE task = ?", (task_id,))
            self._database.run("DELETE FROM task WHERE id = ?", (task_id,))

    def add_run(self, task_id: str, token_id: str) -> None:
        """Note that a task started a run."""
        self._database.run("INSERT INTO task_run VALUES (?, ?)", (task_id, token_id))

    def runs(self, task_id: str) -> list[TokenRecord]:
        """The runs that a task started and that are not forgotten, oldest first."""
        rows = self._database.rows(
            "SELECT token.* FROM task_run JOIN token ON token.id = task_run.token"
            " WHERE task_run.task = ? ORDER BY task_run.rowid",
            (task_id,),
        )
        names = TokenRecord.__struct_fields__
        return [TokenRecord(**{name: row[name] for name in names}) for row in rows]

    def of_run(self, token_id: str) -> TaskRecord | None:
        """The task that started a run, or None."""
        row = self._database.row(
            "SELECT task.* FROM task_run JOIN task ON task.id = task_run.task"
            " WHERE task_run.token = ?",
            (token_id,),
        )
        return _task(row) if row is not None else None
