"""Side files of an element on their way into and out of packages (`package-format.md` §3, §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockvro.store import GLOBAL, TagRecord
from mockvro.store.elements import tagged_type
from mockvro.store.sides import CERTIFICATES, HISTORY, INFO, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mockvro.content.package import Element as PackagedElement
    from mockvro.content.package import Package, Tag
    from mockvro.plugins.import_options import ImportOptions
    from mockvro.store import Element, Store

_REMADE: Final = frozenset({"info", "data", "categories", "tags"})
_OWN: Final = frozenset({"id", "type", "name", "categoryPath"})
"""Keys of `info` that the export makes from what is stored now."""

_CERTIFICATE: Final = ".cer"


def packaged_sides(package: Package, element: PackagedElement) -> dict[str, bytes]:
    """Everything that the store keeps beside the content of a packaged element."""
    folder = f"elements/{element.folder}/".lower()
    files = {
        entry.name.rpartition("/")[2]: entry.data
        for key, entry in package.entries.items()
        if key.startswith(folder) and key.removeprefix(folder) not in _REMADE
    }
    kept = {key: value for key, value in element.info.items() if key not in _OWN}
    if kept:
        files[INFO] = msgspec.json.encode(kept, order="sorted")
    if SIGNATURE in files:
        files |= _certificates(package, element.signature_owner)
    return files


def _certificates(package: Package, owner: str) -> dict[str, bytes]:
    """Certificates filed under the author's name; several may share it."""
    exact = f"{CERTIFICATES}{owner}{_CERTIFICATE}".lower()
    folder = f"{CERTIFICATES}{owner}/".lower()
    return {
        entry.name: entry.data
        for key, entry in package.entries.items()
        if key == exact or key.startswith(folder)
    }


def import_tags(
    store: Store, element: Element, packaged: Iterable[Tag], options: ImportOptions
) -> None:
    """Write packaged tags over those of a stored element as the mode says."""
    if options.tags == "DoNotImport":
        return
    type_name = tagged_type(element.kind)
    there = {(each.owner, each.name) for each in store.tags.of(type_name, element.id)}
    for tag in packaged:
        owner = GLOBAL if tag.is_global else options.user
        if (owner, tag.name) not in there or options.tags == "ImportAndOverwriteExistingValue":
            store.tags.put(TagRecord(type_name, element.id, owner, tag.name, tag.value))


def exported_info(sides: Mapping[str, bytes]) -> dict[str, str]:
    """Further keys of `info`, as they came."""
    return msgspec.json.decode(sides[INFO], type=dict[str, str]) if INFO in sides else {}


def exported_files(sides: Mapping[str, bytes], *, history: bool) -> dict[str, bytes]:
    """Side files of the element's folder."""
    return {
        name: data
        for name, data in sides.items()
        if name != INFO and not name.startswith(CERTIFICATES) and (history or name != HISTORY)
    }


class Certificates:
    """Certificates of an export; authors of one name with several keys get numbered entries."""

    def __init__(self, own: Mapping[str, bytes]) -> None:
        self._taken = dict(own)
        self.found: dict[str, bytes] = {}

    def add(self, sides: Mapping[str, bytes]) -> None:
        """Add the certificates that one element needs."""
        for name, data in sides.items():
            if name.startswith(CERTIFICATES) and data not in self._taken.values():
                place = self._place(name)
                self._taken[place] = self.found[place] = data

    def _place(self, name: str) -> str:
        stem = name.removesuffix(_CERTIFICATE)
        places = (f"{stem}/{number}/certificate{_CERTIFICATE}" for number in range(1, 1000))
        return name if name not in self._taken else next(p for p in places if p not in self._taken)
