"""What a package carries beside the content of an element, kept as it came.

Names are those of the files in the element's folder (`reference/package-format.md` §1): forms,
code bundle, version history, content signature. `info` is kept too, and the certificates that a
content signature needs, under their path in the package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.store.database import Database

INFO: Final = "info"
HISTORY: Final = "version-history"
SIGNATURE: Final = "content-signature"
BUNDLE: Final = "bundle"
FORM: Final = "input_form_"
CERTIFICATES: Final = "certificates/"


class Sides:
    """Repository of side files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, kind: str, element: str) -> dict[str, bytes]:
        """All side files of an element by name."""
        rows = self._database.rows(
            "SELECT name, data FROM side WHERE kind = ? AND element = ? ORDER BY name",
            (kind, element),
        )
        return {row["name"]: row["data"] for row in rows}

    def get(self, kind: str, element: str, name: str) -> bytes | None:
        """One side file, or None."""
        row = self._database.row(
            "SELECT data FROM side WHERE kind = ? AND element = ? AND name = ?",
            (kind, element, name),
        )
        return row["data"] if row is not None else None

    def names(self, kind: str, name: str) -> frozenset[str]:
        """Ids of the elements of a kind that have a side file of this name."""
        rows = self._database.rows(
            "SELECT element FROM side WHERE kind = ? AND name = ?", (kind, name)
        )
        return frozenset(row["element"] for row in rows)

    def put(self, kind: str, element: str, name: str, data: bytes) -> None:
        """Insert or replace one side file."""
        self._database.run(
            "INSERT OR REPLACE INTO side VALUES (?, ?, ?, ?)", (kind, element, name, data)
        )

    def replace(self, kind: str, element: str, files: Mapping[str, bytes]) -> None:
        """Let an element have exactly these side files."""
        with self._database.transaction():
            self._database.run("DELETE FROM side WHERE kind = ? AND element = ?", (kind, element))
            for name, data in files.items():
                self.put(kind, element, name, data)

    def remove(self, kind: str, element: str, name: str) -> bool:
        """Remove one side file; False when there was none."""
        sql = "DELETE FROM side WHERE kind = ? AND element = ? AND name = ?"
        return self._database.run(sql, (kind, element, name)) > 0
