"""Rules about the documentation archive of the case, and about documents inside the dar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from harness.artifact.rulebook import breach
from harness.artifact.texts import Document, text_of
from harness.artifact.words import is_notes, mentions, words
from mockvro.content import versions
from mockvro.content.archive import open_archive
from mockvro.content.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.archive import Archive

_DOCUMENT: Final = re.compile(r".*\.(pdf|html?|md|markdown|docx?|rtf|odt)", re.IGNORECASE)
_LICENCE: Final = re.compile(r"(.*/)?(licen[sc]e|notice|copying|readme)[^/]*", re.IGNORECASE)
_VERSION: Final = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)+(?![0-9])")


class Unreadable(msgspec.Struct, frozen=True):
    """A document whose format we cannot read, so that we cannot judge it."""

    name: str


def inside_rules(plugin: Plugin) -> Iterator[Finding]:
    """Documents that should be outside the dar; licences and read-me files may stay."""
    for name in plugin.archive.names:
        if _DOCUMENT.fullmatch(name) and not _LICENCE.fullmatch(name):
            what = "a document inside the dar cannot be corrected without a new release"
            yield breach(
                "S-docs-inside", what, where=name, expected="documents in an archive of their own"
            )


def not_named() -> Finding:
    """The case names no documentation archive."""
    return breach(
        "S-docs",
        "the case names no documentation archive",
        where="acceptance.toml",
        expected="documentation.zip",
    )


def open_documents(path: Path, findings: list[Finding]) -> Archive | None:
    """Open the documentation archive of the case; ``findings`` receives what is wrong."""
    try:
        archive = open_archive(path, name=path.name)
    except ArchiveError as error:
        what = f"the documentation archive cannot be read: {error.what}"
        findings.append(breach("S-docs", what, where=path.name))
        return None
    if not archive.names:
        findings.append(breach("S-docs", "the documentation archive is empty", where=path.name))
    return archive


def notes_rules(
    archive: Archive, version: str, *, first_release: bool
) -> Iterator[Finding | Unreadable]:
    """Judge the release notes."""
    name = next(filter(is_notes, archive.names), None)
    if name is None:
        yield breach(
            "S-notes",
            "there are no release notes in the documentation archive",
            expected="a document called release notes or changelog",
        )
        return
    text = text_of(name, archive.read(name))
    if text is None:
        yield Unreadable(name)
        return
    headings = Document(name, text).headings
    for part, known in words().notes_parts.items():
        if not any(mentions(line, known) for line in headings):
            yield breach(
                "S-notes", f"the release notes have no part for what is {part}", where=name
            )
    earlier = [each for each in _VERSION.findall(text) if versions.compare(each, version) != 0]
    if not first_release and not earlier:
        yield breach(
            "S-notes",
            "the release notes have no history",
            where=name,
            expected="an entry for at least one earlier version",
        )


def is_licence(name: str) -> bool:
    """Whether a file is called like a licence or notice."""
    return _LICENCE.fullmatch(name) is not None
