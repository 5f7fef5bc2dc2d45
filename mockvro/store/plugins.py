"""Installed plug-ins and their endpoint configurations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from mockvro.store.database import Database

Entries = dict[str, dict[str, Any]]
"""Keys of one endpoint configuration: `{"type": …, "value": …}` (`docs/host-protocol.md`)."""


class Endpoint(msgspec.Struct, frozen=True):
    """One stored endpoint configuration of a plug-in."""

    id: str
    entries: Entries


class InstalledPlugin(msgspec.Struct, frozen=True, kw_only=True):
    """One installed plug-in.

    Attributes:
        name: Module name, unique.
        id: Opaque id of the REST API.
        version: As in its descriptor.
        build: Build number as text; may be a placeholder.
        description: May be empty.
        file_name: Name of the dar.
        enabled: A disabled plug-in is not loaded.
        log_level: One of the words of `reference/rest-api.md` §7.1.
        descriptor: JSON of the parsed descriptor.
    """

    name: str
    id: str
    version: str
    build: str
    description: str
    file_name: str
    enabled: bool = True
    log_level: str = "DEFAULT"
    descriptor: bytes = b""


def _plugin(row: sqlite3.Row) -> InstalledPlugin:
    values = {name: row[name] for name in InstalledPlugin.__struct_fields__}
    return InstalledPlugin(**{**values, "enabled": bool(row["enabled"])})


class Plugins:
    """Repository of installed plug-ins."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, plugin: InstalledPlugin) -> None:
        """Insert or replace by module name."""
        columns = InstalledPlugin.__struct_fields__
        marks = ", ".join("?" for _ in columns)
        self._database.run(
            f"INSERT OR REPLACE INTO plugin ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608 - constants
            msgspec.structs.astuple(plugin),
        )

    def all(self) -> list[InstalledPlugin]:
        """All installed plug-ins, by name."""
        return [_plugin(row) for row in self._database.rows("SELECT * FROM plugin ORDER BY name")]

    def get(self, name: str) -> InstalledPlugin | None:
        """A plug-in by its REST id or its module name, or None."""
        row = self._database.row("SELECT * FROM plugin WHERE id = ? OR name = ?", (name, name))
        return _plugin(row) if row is not None else None

    def remove(self, name: str) -> None:
        """Forget a plug-in by module name."""
        self._database.run("DELETE FROM plugin WHERE name = ?", (name,))


class Endpoints:
    """Repository of endpoint configurations; they outlive restarts and their plug-in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, plugin: str, endpoint_id: str, entries: Mapping[str, Any]) -> None:
        """Insert or replace one configuration."""
        self._database.run(
            "INSERT OR REPLACE INTO endpoint VALUES (?, ?, ?)",
            (plugin, endpoint_id, msgspec.json.encode(entries).decode()),
        )

    def of(self, plugin: str) -> list[Endpoint]:
        """All configurations of one plug-in, by id."""
        rows = self._database.rows(
            "SELECT id, entries FROM endpoint WHERE plugin = ? ORDER BY id", (plugin,)
        )
        return [
            Endpoint(row["id"], msgspec.json.decode(row["entries"], type=Entries)) for row in rows
        ]

    def plugins(self) -> list[str]:
        """Module names that have configurations, installed or not."""
        rows = self._database.rows("SELECT DISTINCT plugin FROM endpoint ORDER BY plugin")
        return [row["plugin"] for row in rows]

    def replace(self, plugin: str, endpoints: list[Endpoint]) -> None:
        """Make exactly these the configurations of a plug-in."""
        with self._database.transaction():
            self._database.run("DELETE FROM endpoint WHERE plugin = ?", (plugin,))
            for endpoint in endpoints:
                self.put(plugin, endpoint.id, endpoint.entries)

    def remove(self, plugin: str, endpoint_id: str) -> None:
        """Delete one configuration; an unknown id is no error (`plugin-host-protocol.md` §9.1)."""
        self._database.run(
            "DELETE FROM endpoint WHERE plugin = ? AND id = ?", (plugin, endpoint_id)
        )
