"""Packages: what a server holds of them (``rest-api.md`` §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from harness.client.documents import Link, LinkList
from harness.client.transport import segments

if TYPE_CHECKING:
    from harness.client.transport import Transport

_PACKAGES = "/vco/api/packages"

_MEMBERS = {
    "workflows": "Workflow",
    "actions": "ScriptModule",
    "configurations": "ConfigurationElement",
    "resources": "ResourceElement",
    "policy_templates": "PolicyTemplate",
}
"""Member lists of the details document, and the element types of §8."""


LISTS = {
    "Workflow": "/vco/api/workflows",
    "ScriptModule": "/vco/api/actions",
    "ConfigurationElement": "/vco/api/configurations",
    "ResourceElement": "/vco/api/resources",
}
"""Element types with a list of their own (§10, §13, §16)."""

_Members = list[dict[str, Link]]


class _Details(Struct, frozen=True, rename="kebab"):
    workflows: _Members = field(default_factory=list)
    actions: _Members = field(default_factory=list)
    configurations: _Members = field(default_factory=list)
    resources: _Members = field(default_factory=list)
    policy_templates: _Members = field(default_factory=list)


class PackageElement(Struct, frozen=True):
    """One element of a package as the server lists it; ``version`` may be unknown."""

    type: str
    id: str
    name: str
    version: str


class PackagesApi:
    """``/packages``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def names(self) -> tuple[str, ...]:
        """List the names of all packages."""
        listing = self._transport.get(_PACKAGES).expect(200).decode(LinkList)
        return tuple(link.attribute("name") for link in listing.link)

    def elements(self, name: str) -> tuple[PackageElement, ...] | None:
        """List what a package holds; None when there is no such package.

        Raises:
            UnexpectedAnswerError: Neither 200 nor 404.
        """
        answer = self._transport.get(f"{_PACKAGES}/{segments(name)}").expect(200, 404)
        if not answer.ok:
            return None
        details = answer.decode(_Details)
        return tuple(
            element
            for member, kind in _MEMBERS.items()
            for element in _members(getattr(details, member), kind)
        )

    def listed_ids(self, kind: str) -> frozenset[str] | None:
        """List the ids of all elements of a type of :data:`LISTS`; None for other types."""
        path = LISTS.get(kind)
        if path is None:
            return None
        listing = self._transport.get(path).expect(200).decode(LinkList)
        return frozenset(link.attribute("id") for link in listing.link)

    def import_data(self, data: bytes, file: str) -> None:
        """Import a package; what is there already is replaced.

        Raises:
            UnexpectedAnswerError: The server refuses it.
        """
        self._transport.request(
            "POST", _PACKAGES, params={"overwrite": "true"}, files={"file": (file, data)}
        ).expect(200, 202)

    def remove(self, name: str, *, option: str = "deletePackage") -> None:
        """Delete a package.

        Args:
            name: Name of the package.
            option: ``deletePackage``, ``deletePackageWithContent`` or
                ``deletePackageKeepingShared``.
        """
        self._transport.delete(f"{_PACKAGES}/{segments(name)}", params={"option": option}).expect(
            200, 204
        )


def _members(entries: _Members, kind: str) -> tuple[PackageElement, ...]:
    """Unwrap ``[{"workflow": {"attributes": …}}]``; the word inside varies."""
    return tuple(
        PackageElement(
            kind, link.attribute("id"), link.attribute("name"), link.attribute("version")
        )
        for entry in entries
        for link in entry.values()
    )
