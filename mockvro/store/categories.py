"""Categories: the folders of workflows, configurations and resources, and the action modules."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from mockvro.store.database import Database

CATEGORY_TYPES = {
    "Workflow": "WorkflowCategory",
    "ScriptModule": "ScriptModuleCategory",
    "ConfigurationElement": "ConfigurationElementCategory",
    "ResourceElement": "ResourceElementCategory",
    "PolicyTemplate": "PolicyTemplateCategory",
}
"""Element kind to the type of its categories (`reference/rest-api.md` §17)."""


class Category(msgspec.Struct, frozen=True):
    """One folder or action module."""

    id: str
    type: str
    name: str
    parent: str | None = None
    description: str = ""


def _category(row: sqlite3.Row) -> Category:
    return Category(row["id"], row["type"], row["name"], row["parent"], row["description"])


class Categories:
    """Repository of categories."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, category_id: str) -> Category | None:
        """The category, or None."""
        row = self._database.row("SELECT * FROM category WHERE id = ?", (category_id,))
        return _category(row) if row is not None else None

    def all(self) -> list[Category]:
        """All categories, by type and name."""
        return [
            _category(row)
            for row in self._database.rows("SELECT * FROM category ORDER BY type, name, id")
        ]

    def children(self, parent: str) -> list[Category]:
        """Direct sub-categories, by name."""
        rows = self._database.rows(
            "SELECT * FROM category WHERE parent = ? ORDER BY name, id", (parent,)
        )
        return [_category(row) for row in rows]

    def find(self, category_type: str, name: str, parent: str | None) -> Category | None:
        """A category by its place."""
        row = self._database.row(
            "SELECT * FROM category WHERE type = ? AND name = ? AND ifnull(parent, '') = ?",
            (category_type, name, parent or ""),
        )
        return _category(row) if row is not None else None

    def add(self, category: Category) -> None:
        """Insert a category.

        Raises:
            sqlite3.IntegrityError: The place is taken; callers look before they add.
        """
        self._database.run(
            "INSERT INTO category (id, type, name, parent, description) VALUES (?, ?, ?, ?, ?)",
            msgspec.structs.astuple(category),
        )

    def update(self, category: Category) -> None:
        """Write name, parent and description of a category that is there.

        Raises:
            sqlite3.IntegrityError: The place is taken; callers look before they move.
        """
        self._database.run(
            "UPDATE category SET name = ?, parent = ?, description = ? WHERE id = ?",
            (category.name, category.parent, category.description, category.id),
        )

    def ensure(
        self, category_type: str, path: Sequence[str], descriptions: Sequence[str] = ()
    ) -> Category:
        """The category at a path of names, made with all its parents where missing.

        Args:
            category_type: One of `CATEGORY_TYPES`.
            path: Names from the root.
            descriptions: Those of the names in the same order, for categories that are made.
        """
        parent: str | None = None
        found: Category | None = None
        with self._database.transaction():
            for depth, name in enumerate(path):
                found = self.find(category_type, name, parent)
                if found is None:
                    text = descriptions[depth] if depth < len(descriptions) else ""
                    found = Category(uuid.uuid4().hex, category_type, name, parent, text)
                    self.add(found)
                parent = found.id
        if found is None:
            raise ValueError("a category path has at least one name")
        return found

    def path(self, category_id: str) -> tuple[Category, ...]:
        """The category and its parents, root first; empty for an unknown id."""
        found: list[Category] = []
        current = self.get(category_id)
        while current is not None:
            found.append(current)
            current = self.get(current.parent) if current.parent else None
        return tuple(reversed(found))

    def remove(self, category_id: str) -> None:
        """Remove one category; its content must be gone before."""
        self._database.run("DELETE FROM category WHERE id = ?", (category_id,))
