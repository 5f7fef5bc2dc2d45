"""Policies: templates that somebody applied, and whether they run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import sqlite3

    from mockvro.store.database import Database


class PolicyRecord(msgspec.Struct, kw_only=True):
    """One policy (`reference/rest-api.md` §18).

    Attributes:
        id: Opaque id.
        name: As given.
        description: May be empty.
        template: Id of the template it was made from; None without one.
        state: `started`, `stopped`, `stopping` or `starting`.
        startup: `manual`, or `automatic` with the server.
        priority: `very-low` … `very-high`; shown, of no effect here.
        started_by: Who started it last.
        definition: JSON of the template as it was when the policy was made.
        bindings: JSON, plug-in object by tag of an item.
        attributes: JSON of the variables by name, as the engine stores values.
    """

    id: str
    name: str
    description: str = ""
    template: str | None = None
    state: str = "stopped"
    startup: str = "manual"
    priority: str = "medium"
    started_by: str = ""
    definition: bytes = b"{}"
    bindings: bytes = b"{}"
    attributes: bytes = b"{}"


COLUMNS = ", ".join(PolicyRecord.__struct_fields__)


def _policy(row: sqlite3.Row) -> PolicyRecord:
    return PolicyRecord(**{name: row[name] for name in PolicyRecord.__struct_fields__})


class Policies:
    """Repository of policies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, policy: PolicyRecord) -> None:
        """Insert or replace."""
        marks = ", ".join("?" for _ in PolicyRecord.__struct_fields__)
        self._database.run(
            f"INSERT OR REPLACE INTO policy ({COLUMNS}) VALUES ({marks})",  # noqa: S608 - constants
            msgspec.structs.astuple(policy),
        )

    def get(self, policy_id: str) -> PolicyRecord | None:
        """The policy, or None."""
        row = self._database.row("SELECT * FROM policy WHERE id = ?", (policy_id,))
        return _policy(row) if row is not None else None

    def all(self, state: str | None = None) -> list[PolicyRecord]:
        """All policies, or those in one state, in the order they were made."""
        if state is None:
            rows = self._database.rows("SELECT * FROM policy ORDER BY rowid")
        else:
            sql = "SELECT * FROM policy WHERE state = ? ORDER BY rowid"
            rows = self._database.rows(sql, (state,))
        return [_policy(row) for row in rows]

    def remove(self, policy_id: str) -> None:
        """Forget a policy and its log."""
        with self._database.transaction():
            self._database.run("DELETE FROM token_log WHERE token = ?", (policy_id,))
            self._database.run("DELETE FROM policy WHERE id = ?", (policy_id,))
