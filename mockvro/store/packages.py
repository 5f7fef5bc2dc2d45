"""Packages: named sets of elements that came, and leave, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from mockvro.store.database import Database


class UsedPlugin(msgspec.Struct, frozen=True):
    """A plug-in that a package says it needs."""

    name: str
    version: str = ""


class StoredPackage(msgspec.Struct, frozen=True):
    """One imported package.

    Attributes:
        name: Unique, matched exactly.
        id: Opaque id.
        description: May be empty.
        signature: JSON of the signature report made at import.
        used_plugins: As declared in the package.
    """

    name: str
    id: str
    description: str = ""
    signature: str = "{}"
    used_plugins: tuple[UsedPlugin, ...] = ()


def _package(row: sqlite3.Row) -> StoredPackage:
    used = msgspec.json.decode(row["used_plugins"], type=tuple[UsedPlugin, ...])
    return StoredPackage(row["name"], row["id"], row["description"], row["signature"], used)


class Packages:
    """Repository of packages and their members."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, package: StoredPackage, members: Iterable[tuple[str, str]]) -> None:
        """Insert or replace a package together with its members, pairs of kind and element id."""
        used = msgspec.json.encode(package.used_plugins).decode()
        with self._database.transaction():
            self._database.run(
                "INSERT OR REPLACE INTO package VALUES (?, ?, ?, ?, ?)",
                (package.name, package.id, package.description, package.signature, used),
            )
            self._database.run("DELETE FROM package_member WHERE package = ?", (package.name,))
            for kind, element in members:
                self._database.run(
                    "INSERT OR IGNORE INTO package_member VALUES (?, ?, ?)",
                    (package.name, kind, element),
                )

    def add_member(self, name: str, kind: str, element: str) -> None:
        """Let an element belong to a package, also when it does already."""
        self._database.run(
            "INSERT OR IGNORE INTO package_member VALUES (?, ?, ?)", (name, kind, element)
        )

    def remove_member(self, name: str, kind: str, element: str) -> bool:
        """Take an element out of a package; False when it was not in it."""
        sql = "DELETE FROM package_member WHERE package = ? AND kind = ? AND element = ?"
        return self._database.run(sql, (name, kind, element)) > 0

    def get(self, name: str) -> StoredPackage | None:
        """The package, or None."""
        row = self._database.row("SELECT * FROM package WHERE name = ?", (name,))
        return _package(row) if row is not None else None

    def all(self) -> list[StoredPackage]:
        """All packages, by name."""
        return [_package(row) for row in self._database.rows("SELECT * FROM package ORDER BY name")]

    def members(self, name: str) -> list[tuple[str, str]]:
        """Kind and id of every element of a package."""
        rows = self._database.rows(
            "SELECT kind, element FROM package_member WHERE package = ? ORDER BY kind, element",
            (name,),
        )
        return [(row["kind"], row["element"]) for row in rows]

    def owners(self, kind: str, element: str) -> list[str]:
        """Names of all packages that an element belongs to."""
        rows = self._database.rows(
            "SELECT package FROM package_member WHERE kind = ? AND element = ? ORDER BY package",
            (kind, element),
        )
        return [row["package"] for row in rows]

    def remove(self, name: str) -> None:
        """Forget a package; its elements stay."""
        with self._database.transaction():
            self._database.run("DELETE FROM package_member WHERE package = ?", (name,))
            self._database.run("DELETE FROM package WHERE name = ?", (name,))
