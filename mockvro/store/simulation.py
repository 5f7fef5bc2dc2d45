"""What the simulation itself has to remember, such as how far its clock was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockvro.store.database import Database


class Simulation:
    """Texts by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, name: str, value: str) -> None:
        """Keep a text."""
        self._database.run("INSERT OR REPLACE INTO simulation VALUES (?, ?)", (name, value))

    def get(self, name: str) -> str | None:
        """A kept text, or None."""
        row = self._database.row("SELECT value FROM simulation WHERE name = ?", (name,))
        return str(row["value"]) if row is not None else None
