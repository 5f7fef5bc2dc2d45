"""Content elements: workflows, actions, configurations, resources, as packages carried them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from mockvro.content.encoding import decode_utf16

if TYPE_CHECKING:
    import sqlite3

    from mockvro.store.database import Database


class Kind(StrEnum):
    """Element types by their names in packages (`reference/package-format.md` §4)."""

    WORKFLOW = "Workflow"
    ACTION = "ScriptModule"
    CONFIGURATION = "ConfigurationElement"
    RESOURCE = "ResourceElement"
    POLICY = "PolicyTemplate"


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """One stored element.

    Attributes:
        kind: Element type, a `Kind` or the package's own word for a type that is only kept.
        id: Opaque id from the package.
        name: Display name.
        version: `x.y.z`.
        description: May be empty.
        category: Id of the category it lies in.
        operations: Subset of `vef`; empty means everything allowed.
        origin: Name of the package that brought it; empty for none.
        signature: What the package signature said about its data: `valid`, `invalid`, `unsigned`.
        data: The bytes of the package's `data` entry, untouched.
    """

    kind: str
    id: str
    name: str
    version: str = "0.0.0"
    description: str = ""
    category: str = ""
    operations: str = ""
    origin: str = ""
    signature: str = "unsigned"
    data: bytes = b""

    @property
    def text(self) -> str:
        """The content decoded as the product decodes it; meaningless for resources."""
        return decode_utf16(self.data)


def tagged_type(kind: str) -> str:
    """The catalog type under which an element of a kind is tagged."""
    return f"System:{'Action' if kind == Kind.ACTION else kind}"


COLUMNS = ", ".join(Element.__struct_fields__)


def _element(row: sqlite3.Row) -> Element:
    return Element(**{name: row[name] for name in Element.__struct_fields__})


class Elements:
    """Repository of content elements.

    Attributes:
        revision: Grows with every change, so that parsed content need not be read again.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.revision = 0

    def put(self, element: Element) -> None:
        """Insert or replace by kind and id."""
        marks = ", ".join("?" for _ in Element.__struct_fields__)
        self._database.run(
            f"INSERT OR REPLACE INTO element ({COLUMNS}) VALUES ({marks})",  # noqa: S608 - constants
            msgspec.structs.astuple(element),
        )
        # Only now: whoever reads in between and keeps the old content has to see a new number.
        self.revision += 1

    def get(self, kind: str, element_id: str) -> Element | None:
        """The element, or None."""
        row = self._database.row(
            "SELECT * FROM element WHERE kind = ? AND id = ?", (kind, element_id)
        )
        return _element(row) if row is not None else None

    def all(self, kind: str | None = None) -> list[Element]:
        """Elements of one kind, or of all kinds, by name."""
        if kind is None:
            rows = self._database.rows("SELECT * FROM element ORDER BY kind, name, id")
        else:
            rows = self._database.rows(
                "SELECT * FROM element WHERE kind = ? ORDER BY name, id", (kind,)
            )
        return [_element(row) for row in rows]

    def in_category(self, category: str) -> list[Element]:
        """Elements directly inside a category, by name."""
        rows = self._database.rows(
            "SELECT * FROM element WHERE category = ? ORDER BY name, id", (category,)
        )
        return [_element(row) for row in rows]

    def action(self, module: str, name: str) -> Element | None:
        """An action by module and name, the second identity of an action."""
        row = self._database.row(
            "SELECT element.* FROM element JOIN category ON element.category = category.id"
            " WHERE element.kind = ? AND element.name = ? AND category.name = ?",
            (Kind.ACTION, name, module),
        )
        return _element(row) if row is not None else None

    def remove(self, kind: str, element_id: str) -> bool:
        """Remove an element with all that hangs on it; False when there was none."""
        with self._database.transaction():
            # Others read after the transaction only, so the order inside does not matter.
            self.revision += 1
            self._database.run(
                "DELETE FROM side WHERE kind = ? AND element = ?", (kind, element_id)
            )
            self._database.run(
                "DELETE FROM tag WHERE type = ? AND object = ?", (tagged_type(kind), element_id)
            )
            self._database.run(
                "DELETE FROM package_member WHERE kind = ? AND element = ?", (kind, element_id)
            )
            sql = "DELETE FROM element WHERE kind = ? AND id = ?"
            return self._database.run(sql, (kind, element_id)) > 0
