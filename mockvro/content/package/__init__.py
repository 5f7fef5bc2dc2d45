"""Content packages: reading, judging, verifying, writing (`reference/package-format.md`)."""

from mockvro.content.package.model import (
    Category,
    Element,
    HistoryItem,
    Package,
    PackageProblem,
    StoredEntry,
    Tag,
    UsedPlugin,
)
from mockvro.content.package.reader import read_package

__all__ = [
    "Category",
    "Element",
    "HistoryItem",
    "Package",
    "PackageProblem",
    "StoredEntry",
    "Tag",
    "UsedPlugin",
    "read_package",
]
