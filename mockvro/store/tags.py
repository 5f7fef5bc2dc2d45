"""Tags of elements and of plug-in objects (`reference/rest-api.md` §16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    import sqlite3

    from mockvro.store.database import Database

GLOBAL: Final = "__GLOBAL__"
"""Owner of the tags that everybody sees (OpenAPI document, `GET /tags`)."""


class TagRecord(msgspec.Struct, frozen=True):
    """One tag on one object.

    Attributes:
        type: `System:Workflow` or `Namespace:Type` of the object.
        object: Its id.
        owner: User name, or `GLOBAL`.
        name: Unique per object and owner.
        value: None when the tag is a mere mark.
    """

    type: str
    object: str
    owner: str
    name: str
    value: str | None = None

    @property
    def is_global(self) -> bool:
        """Whether everybody sees it."""
        return self.owner == GLOBAL


def _tag(row: sqlite3.Row) -> TagRecord:
    return TagRecord(row["type"], row["object"], row["owner"], row["name"], row["value"])


class Tags:
    """Repository of tags."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[TagRecord]:
        """Every tag, by owner and name."""
        rows = self._database.rows("SELECT * FROM tag ORDER BY owner, name, type, object")
        return [_tag(row) for row in rows]

    def of(self, type_name: str, object_id: str) -> list[TagRecord]:
        """The tags of one object."""
        rows = self._database.rows(
            "SELECT * FROM tag WHERE type = ? AND object = ? ORDER BY owner, name",
            (type_name, object_id),
        )
        return [_tag(row) for row in rows]

    def of_type(self, type_name: str) -> dict[str, list[TagRecord]]:
        """Object id to tags, for lists that show the tags of every item."""
        found: dict[str, list[TagRecord]] = {}
        for row in self._database.rows("SELECT * FROM tag WHERE type = ?", (type_name,)):
            found.setdefault(row["object"], []).append(_tag(row))
        return found

    def put(self, tag: TagRecord) -> None:
        """Insert a tag, or give it another value."""
        self._database.run(
            "INSERT OR REPLACE INTO tag VALUES (?, ?, ?, ?, ?)", msgspec.structs.astuple(tag)
        )

    def remove(self, type_name: str, object_id: str, owner: str, name: str) -> bool:
        """Remove one tag; False when there was none."""
        sql = "DELETE FROM tag WHERE type = ? AND object = ? AND owner = ? AND name = ?"
        return self._database.run(sql, (type_name, object_id, owner, name)) > 0

    def clear(self, type_name: str, object_id: str) -> None:
        """Remove all tags of one object."""
        self._database.run("DELETE FROM tag WHERE type = ? AND object = ?", (type_name, object_id))

    def forget(self, owner: str) -> None:
        """Remove all tags of one owner."""
        self._database.run("DELETE FROM tag WHERE owner = ?", (owner,))
