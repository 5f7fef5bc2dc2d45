"""A content package as read: header, elements with their side files, raw entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from mockvro.content.encoding import decode_utf16

Severity = Literal["error", "warning", "info"]


class PackageProblem(msgspec.Struct, frozen=True):
    """Something wrong with a package.

    Attributes:
        rule: P01 to P20 of `reference/package-format.md` §9.
        where: Entry, element id or header key.
        detail: One line for a person.
        severity: What a loader makes of it, not a certification.
    """

    rule: str
    where: str
    detail: str
    severity: Severity = "warning"


class UsedPlugin(msgspec.Struct, frozen=True):
    """A plug-in that the package says it needs; ``0.0.0`` when no version is written."""

    name: str
    min_version: str = "0.0.0"


class Category(msgspec.Struct, frozen=True):
    """One folder of an element's path, or the module of an action."""

    name: str
    description: str = ""


class Tag(msgspec.Struct, frozen=True, rename={"is_global": "global"}):
    """A tag of an element; ``value`` is ``None`` when it has none."""

    name: str
    value: str | None = None
    is_global: bool = False


class HistoryItem(msgspec.Struct, frozen=True):
    """One saved version of an element.

    Attributes:
        date: As written, ``yyyyMMddHHmmssZ``.
        content: The element's XML at that time; ``None`` when it cannot be decoded.
    """

    version: str
    date: str
    user: str
    comment: str
    content: str | None


class StoredEntry(msgspec.Struct, frozen=True):
    """One file of the package under its name as written."""

    name: str
    data: bytes

    def __repr__(self) -> str:
        return f"StoredEntry({self.name!r}, {len(self.data)} bytes)"


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """One element.

    Attributes:
        folder: Name of its folder below ``elements/``; equals ``id`` in sound packages.
        id: From ``info``.
        type: From ``info``: Workflow, ScriptModule, ConfigurationElement …
        info: Everything in ``info``.
        data: Content as stored: UTF-16 XML, a ZIP or JSON, depending on the type.
        categories: Path from the root; empty when there is none.
        content_signature: The author's signature, something else than the package's.
        forms: Form JSON by item name; "" is the workflow's own form.
        bundle: Code of a polyglot action (ZIP).
    """

    folder: str
    id: str
    type: str
    info: Mapping[str, str]
    data: bytes
    categories: tuple[Category, ...] = ()
    tags: tuple[Tag, ...] = ()
    content_signature: bytes | None = None
    forms: Mapping[str, str] = {}
    bundle: bytes | None = None
    history: tuple[HistoryItem, ...] = ()

    def __repr__(self) -> str:
        return f"Element({self.type!r}, {self.id!r})"

    @property
    def text(self) -> str:
        """The content decoded as the product decodes it; meaningless for resources."""
        return decode_utf16(self.data)

    @property
    def path(self) -> str:
        """Category names joined with ``/``; for actions this is the module name."""
        return "/".join(category.name for category in self.categories)

    @property
    def signature_owner(self) -> str:
        """DN of the certificate of the content signature; "" when ``info`` names none."""
        return self.info.get("signature-owner", "")


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """A package.

    Attributes:
        file: What messages call it.
        header: Everything in ``dunes-meta-inf``.
        entries: All files by lower-case name, the way the product looks them up.
        problems: What reading found; :func:`mockvro.content.package.rules.package_problems`
            finds the rest.
    """

    file: str
    header: Mapping[str, str]
    elements: tuple[Element, ...]
    entries: Mapping[str, StoredEntry]
    problems: tuple[PackageProblem, ...] = ()

    def __repr__(self) -> str:
        return f"Package({self.name!r}, {len(self.elements)} elements)"

    @property
    def name(self) -> str:
        """Unique name of the package."""
        return self.header.get("pkg-name", "")

    @property
    def id(self) -> str:
        """Opaque id; often a template's residue."""
        return self.header.get("pkg-id", "")

    @property
    def description(self) -> str:
        """What it is for."""
        return self.header.get("pkg-description", "")

    @property
    def signer(self) -> str:
        """DN that selects the certificate; "" for an unsigned package."""
        return self.header.get("pkg-signer", "")

    @property
    def used_plugins(self) -> tuple[UsedPlugin, ...]:
        """The plug-ins it says it needs."""
        parts = (part.strip() for part in self.header.get("used-plugins", "").split(","))
        return tuple(_used_plugin(part) for part in parts if part)

    @property
    def encrypted(self) -> bool:
        """Whether it was encrypted for certain servers; its elements are unreadable then."""
        return any(name.startswith("targets/") for name in self.entries)

    def element(self, element_id: str) -> Element | None:
        """The element of an id, ignoring case."""
        wanted = element_id.lower()
        return next((each for each in self.elements if each.id.lower() == wanted), None)


def _used_plugin(text: str) -> UsedPlugin:
    name, mark, version = text.partition("#")
    return UsedPlugin(name, version) if mark and version else UsedPlugin(name)
