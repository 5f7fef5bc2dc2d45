"""Custom properties that scripts attach to objects (`reference/scripting-api-core.json`)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from mockvro.store.database import Database


class CustomProperties:
    """Repository of custom properties; an object is known by its `dunes://` URI."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, uri: str, key: str, value: str) -> None:
        """Insert or replace one property; the value is the text of an `Any`."""
        self._database.run(
            "INSERT OR REPLACE INTO custom_property VALUES (?, ?, ?)", (uri, key, value)
        )

    def of(self, uri: str) -> dict[str, str]:
        """All properties of an object by key."""
        rows = self._database.rows(
            "SELECT key, value FROM custom_property WHERE object = ? ORDER BY key", (uri,)
        )
        return {row["key"]: row["value"] for row in rows}

    def objects(self, key: str) -> list[str]:
        """URIs of all objects that have a property of this key."""
        rows = self._database.rows(
            "SELECT object FROM custom_property WHERE key = ? ORDER BY object", (key,)
        )
        return [row["object"] for row in rows]

    def remove(self, uri: str, key: str) -> None:
        """Remove one property."""
        self._database.run("DELETE FROM custom_property WHERE object = ? AND key = ?", (uri, key))

    def clear(self, uri: str) -> None:
        """Remove all properties of an object."""
        self._database.run("DELETE FROM custom_property WHERE object = ?", (uri,))

    def clear_type(self, type_name: str, key: str | None = None) -> None:
        """Remove the properties, or those of one key, from all objects of a type."""
        with self._database.transaction():
            for row in self._database.rows("SELECT DISTINCT object FROM custom_property"):
                if f"dunesName='{type_name}'" not in unquote(row["object"]):
                    continue
                if key is None:
                    self.clear(row["object"])
                else:
                    self.remove(row["object"], key)
