"""Reading a package; look-ups ignore case, as in the product."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from mockvro.content.archive import Archive, Limits, open_archive
from mockvro.content.encoding import decode_utf16, looks_like_utf8
from mockvro.content.errors import ArchiveError, MarkupError, PackageError
from mockvro.content.package.model import (
    Element,
    HistoryItem,
    Package,
    PackageProblem,
    StoredEntry,
    Tag,
)
from mockvro.content.package.properties import read_properties
from mockvro.content.package.sides import read_categories, read_history, read_tags

_ELEMENT_FILE: Final = re.compile(r"elements/([^/]+)/([^/]+)", re.IGNORECASE)
_TARGET_KEY: Final = re.compile(r"targets/(.+)/passcode", re.IGNORECASE)
_FORM: Final = "input_form_"

_T = TypeVar("_T")
_Files = Mapping[str, StoredEntry]


def read_package(data: bytes, *, file: str = "package", limits: Limits | None = None) -> Package:
    """Read a package from its bytes.

    Args:
        data: The file's content.
        file: What messages call it.
        limits: When its archive counts as a bomb.

    Raises:
        PackageError: Rule P01 (archive cannot be read) or P02 (no readable header).
    """
    archive = _open(data, file, limits)
    entries = {name.lower(): StoredEntry(name, archive.read(name)) for name in archive.names}
    problems = [
        PackageProblem("P01", problem.entry, problem.detail, "error")
        for problem in archive.problems
    ]
    package = Package(file=file, header=_header(entries, file), elements=(), entries=entries)
    if package.encrypted:
        detail = f"package is encrypted for: {', '.join(_targets(entries))}"
        problems.append(PackageProblem("P13", "targets/", detail, "error"))
        elements: tuple[Element, ...] = ()
    else:
        elements = tuple(_elements(entries, problems))
    return Package(
        file=file,
        header=package.header,
        elements=elements,
        entries=entries,
        problems=tuple(problems),
    )


def _open(data: bytes, file: str, limits: Limits | None) -> Archive:
    try:
        return open_archive(data, name=file, limits=limits)
    except ArchiveError as error:
        raise PackageError(error.what, rule="P01", where=file) from error


def _header(entries: _Files, file: str) -> dict[str, str]:
    stored = entries.get("dunes-meta-inf")
    if stored is None:
        raise PackageError("not a package: dunes-meta-inf is missing", rule="P02", where=file)
    try:
        return read_properties(stored.data)
    except MarkupError as error:
        what = f"dunes-meta-inf cannot be read: {error.what}"
        raise PackageError(what, rule="P02", where=file) from error


def _targets(entries: _Files) -> list[str]:
    """The servers that a package is encrypted for, by the names of their key entries."""
    found = map(_TARGET_KEY.fullmatch, (entry.name for entry in entries.values()))
    return sorted(match[1] for match in found if match) or ["unnamed targets"]


def _elements(entries: _Files, problems: list[PackageProblem]) -> Iterable[Element]:
    folders: dict[str, dict[str, StoredEntry]] = {}
    names: dict[str, str] = {}
    for key, entry in entries.items():
        found = _ELEMENT_FILE.fullmatch(key)
        if found:
            folders.setdefault(found[1], {})[found[2]] = entry
            names.setdefault(found[1], entry.name.split("/")[1])
    for key, files in folders.items():
        element = _ElementReader(names[key], files, problems).read()
        if element is not None:
            yield element


class _ElementReader:
    """Reads one folder below ``elements/`` and files what is wrong with it."""

    def __init__(self, folder: str, files: _Files, problems: list[PackageProblem]) -> None:
        self.folder = folder
        self.files = files
        self.problems = problems

    def read(self) -> Element | None:
        """The element; ``None`` when nothing says what it is."""
        self._require("info", "data", "categories")
        info = self._side("info", read_properties, header=True)
        if info is None:
            return None
        tags: tuple[Tag, ...] = self._side("tags", read_tags) or ()
        history: tuple[HistoryItem, ...] = self._side("version-history", read_history) or ()
        return Element(
            folder=self.folder,
            id=info.get("id", self.folder),
            type=info.get("type", ""),
            info=info,
            data=self._bytes("data") or b"",
            categories=self._side("categories", read_categories) or (),
            tags=tags,
            content_signature=self._bytes("content-signature"),
            forms=self._forms(),
            bundle=self._bytes("bundle"),
            history=history,
        )

    def _require(self, *names: str) -> None:
        for name in names:
            if name not in self.files:
                self._file("P05", self.folder, f"element has no {name}")

    def _bytes(self, name: str) -> bytes | None:
        entry = self.files.get(name)
        return entry.data if entry is not None else None

    def _side(self, name: str, read: Callable[[bytes], _T], *, header: bool = False) -> _T | None:
        entry = self.files.get(name)
        if entry is None:
            return None
        try:
            return read(entry.data)
        except MarkupError as error:
            if not header and looks_like_utf8(entry.data):
                detail = "looks like UTF-8; the product reads UTF-16 and will see garbage"
                self._file("P08", entry.name, detail)
            else:
                self._file("P09", entry.name, f"cannot be read: {error}")
        return None

    def _forms(self) -> dict[str, str]:
        return {
            entry.name.rpartition("/")[2][len(_FORM) :]: decode_utf16(entry.data)
            for key, entry in self.files.items()
            if key.startswith(_FORM)
        }

    def _file(self, rule: str, where: str, detail: str) -> None:
        self.problems.append(PackageProblem(rule, where, detail, "error"))
