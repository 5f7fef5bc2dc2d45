"""Content packages: reading, judging, verifying, writing (`reference/package-format.md`)."""

from mockvro.content.package.contents import (
    Content,
    ParsedElement,
    parse_element,
    parse_elements,
)
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
from mockvro.content.package.rules import package_problems
from mockvro.content.package.signature import SignatureReport, verify_package
from mockvro.content.package.signer import PackageSigner
from mockvro.content.package.writer import ElementSpec, PackageSpec, repack, write_package

__all__ = [
    "Category",
    "Content",
    "Element",
    "ElementSpec",
    "HistoryItem",
    "Package",
    "PackageProblem",
    "PackageSigner",
    "PackageSpec",
    "ParsedElement",
    "SignatureReport",
    "StoredEntry",
    "Tag",
    "UsedPlugin",
    "package_problems",
    "parse_element",
    "parse_elements",
    "read_package",
    "repack",
    "verify_package",
    "write_package",
]
