"""Workflow tokens: one row per run, and what it logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import sqlite3

    from mockvro.store.database import Database

FINAL_STATES = ("completed", "failed", "canceled")
OPEN = f"state NOT IN {FINAL_STATES}"
"""Condition for runs that have not ended."""

UPDATE = (
    "UPDATE token SET state = ?, ended_ms = ?, business_state = ?, error = ?, item = ?,"  # noqa: S608
    " awaits = ?, due_ms = ?, document = ? WHERE id = ? AND " + OPEN
)


class TokenRecord(msgspec.Struct, kw_only=True):
    """One workflow run as stored.

    Attributes:
        id: Execution id.
        workflow: Id of the workflow that was started.
        name: Its name at that time.
        state: State word of `reference/rest-api.md` §11.
        started_by: User name.
        started_ms: Epoch milliseconds.
        ended_ms: Epoch milliseconds; None while it runs.
        business_state: Last business state; None when none was set.
        error: Text of the failure.
        item: Display name of the current item.
        awaits: What it waits for without holding a thread: `interaction`, `timer`, `event`,
            `children` or `failed`; empty while it runs.
        due_ms: When that wait ends by itself, epoch milliseconds; None for never.
        parent: The run that started it as one of several parallel ones and waits for it.
        element: Which of them it is.
        document: The engine's checkpoint, JSON.
    """

    id: str
    workflow: str
    name: str
    state: str
    started_by: str
    started_ms: int
    ended_ms: int | None = None
    business_state: str | None = None
    error: str | None = None
    item: str = ""
    awaits: str = ""
    due_ms: int | None = None
    parent: str | None = None
    element: str = ""
    document: bytes = b"{}"

    @property
    def ended(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in FINAL_STATES


class LogEntry(msgspec.Struct, frozen=True):
    """One line of a run's log.

    Attributes:
        channel: `syslogs` for what scripts and the engine wrote, `logs` for server events.
        at_ms: Epoch milliseconds.
        severity: `debug`, `info`, `warning` or `error`.
        user: Who ran the workflow.
        origin: `script` or `system`.
        short: One line.
        long: The whole text.
    """

    channel: str
    at_ms: int
    severity: str
    user: str
    origin: str
    short: str
    long: str


def _token(row: sqlite3.Row) -> TokenRecord:
    return TokenRecord(**{name: row[name] for name in TokenRecord.__struct_fields__})


class Tokens:
    """Repository of workflow runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, token: TokenRecord) -> None:
        """Insert a run."""
        fields = TokenRecord.__struct_fields__
        self._database.run(
            f"INSERT INTO token ({', '.join(fields)}) VALUES ({', '.join('?' for _ in fields)})",  # noqa: S608 - constants
            msgspec.structs.astuple(token),
        )

    def update(self, token: TokenRecord) -> bool:
        """Write a checkpoint unless the stored run has already ended.

        The condition is what makes a cancellation final: a worker that is still inside a script
        when its run is cancelled cannot bring the run back.

        Returns:
            Whether the row was written.
        """
        changed = self._database.run(
            UPDATE,
            (
                token.state,
                token.ended_ms,
                token.business_state,
                token.error,
                token.item,
                token.awaits,
                token.due_ms,
                token.document,
                token.id,
            ),
        )
        return changed > 0

    def get(self, token_id: str) -> TokenRecord | None:
        """The run, or None."""
        row = self._database.row("SELECT * FROM token WHERE id = ?", (token_id,))
        return _token(row) if row is not None else None

    def of_workflow(self, workflow: str) -> list[TokenRecord]:
        """All runs of a workflow, newest first."""
        rows = self._database.rows(
            "SELECT * FROM token WHERE workflow = ? ORDER BY started_ms DESC, rowid DESC",
            (workflow,),
        )
        return [_token(row) for row in rows]

    def newest(self, limit: int) -> list[TokenRecord]:
        """The runs that were started last, newest first."""
        rows = self._database.rows(
            "SELECT * FROM token ORDER BY started_ms DESC, rowid DESC LIMIT ?", (limit,)
        )
        return [_token(row) for row in rows]

    def unfinished(self) -> list[TokenRecord]:
        """All runs that have not ended, oldest first."""
        rows = self._database.rows(
            f"SELECT * FROM token WHERE {OPEN} ORDER BY started_ms, rowid"  # noqa: S608 - constant
        )
        return [_token(row) for row in rows]

    def awaiting(self, *kinds: str) -> list[TokenRecord]:
        """Unfinished runs that wait for one of these, oldest first."""
        marks = ", ".join("?" for _ in kinds)
        rows = self._database.rows(
            f"SELECT * FROM token WHERE {OPEN} AND awaits IN ({marks})"  # noqa: S608 - constant
            " ORDER BY started_ms, rowid",
            kinds,
        )
        return [_token(row) for row in rows]

    def children(self, parent: str) -> list[TokenRecord]:
        """Runs that a run started in parallel and waits for, or waited for."""
        rows = self._database.rows("SELECT * FROM token WHERE parent = ? ORDER BY rowid", (parent,))
        return [_token(row) for row in rows]

    def remove(self, token_id: str) -> None:
        """Forget a run and its log."""
        with self._database.transaction():
            self._database.run("DELETE FROM token_log WHERE token = ?", (token_id,))
            self._database.run("DELETE FROM token WHERE id = ?", (token_id,))

    def log(self, token_id: str, entry: LogEntry) -> None:
        """Append a log line."""
        self._database.run(
            "INSERT INTO token_log VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (token_id, *msgspec.structs.astuple(entry)),
        )

    def logs(self, token_id: str, channel: str) -> list[LogEntry]:
        """Log lines of one channel in the order they were written."""
        rows = self._database.rows(
            "SELECT * FROM token_log WHERE token = ? AND channel = ? ORDER BY rowid",
            (token_id, channel),
        )
        return [
            LogEntry(**{name: row[name] for name in LogEntry.__struct_fields__}) for row in rows
        ]
