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
from mockvro.content.package.signature import SignatureReport, verify_package
from mockvro.content.package.signer import PackageSigner
from mockvro.content.package.writer import ElementSpec, PackageSpec, repack, write_package

__all__ = [
    "Category",
    "Element",
    "ElementSpec",
    "HistoryItem",
    "Package",
    "PackageProblem",
    "PackageSigner",
    "PackageSpec",
    "SignatureReport",
    "StoredEntry",
    "Tag",
    "UsedPlugin",
    "read_package",
    "repack",
    "verify_package",
    "write_package",
]
