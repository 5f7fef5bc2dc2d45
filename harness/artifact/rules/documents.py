"""Rules about the documentation archive of the case, and about documents inside the dar."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import msgspec
from lxml import etree, html

from harness.artifact.rulebook import breach
from harness.errors import HarnessError
from mockvro.content import markup, versions
from mockvro.content.archive import open_archive
from mockvro.content.errors import ArchiveError, MarkupError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.archive import Archive

_DOCUMENT: Final = re.compile(r".*\.(pdf|html?|md|markdown|docx?|rtf|odt)", re.IGNORECASE)
_LICENCE: Final = re.compile(r"(.*/)?(licen[sc]e|notice|copying|readme)[^/]*", re.IGNORECASE)
_VERSION: Final = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)+(?![0-9])")
_TEXTS: Final = (".txt", ".md", ".markdown", ".rst", ".adoc")
_HEADING_LIMIT: Final = 80


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    notes_files: tuple[str, ...]
    notes_parts: dict[str, tuple[str, ...]]


class Unreadable(msgspec.Struct, frozen=True):
    """A document whose format we cannot read, so that we cannot judge it."""

    name: str


@cache
def _words() -> _Words:
    text = (files("harness.artifact") / "data" / "documents.toml").read_bytes()
    try:
        return msgspec.toml.decode(text, type=_Words)
    except msgspec.DecodeError as error:
        raise HarnessError(f"word list is broken: {error}", where="documents.toml") from error


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
    name = next(filter(_is_notes, archive.names), None)
    if name is None:
        yield breach(
            "S-notes",
            "there are no release notes in the documentation archive",
            expected="a document called release notes or changelog",
        )
        return
    text = _text(name, archive.read(name))
    if text is None:
        yield Unreadable(name)
        return
    lines = [" ".join(line.strip(" \t#*=-_:").lower().split()) for line in text.splitlines()]
    headings = [line for line in lines if line and len(line) <= _HEADING_LIMIT]
    for part, words in _words().notes_parts.items():
        if not any(_mentions(line, words) for line in headings):
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


def _is_notes(name: str) -> bool:
    base = name.rpartition("/")[2].lower()
    return any(word in base for word in _words().notes_files)


def _mentions(line: str, words: tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line) for word in words)


def _text(name: str, data: bytes) -> str | None:
    """The text of a document, ``None`` for formats that we cannot read."""
    lower = name.lower()
    if lower.endswith(_TEXTS) or "." not in lower.rpartition("/")[2]:
        return data.decode("utf-8", "replace")
    if lower.endswith((".html", ".htm")):
        return _html_text(data)
    return _docx_text(data) if lower.endswith(".docx") else None


def _html_text(data: bytes) -> str | None:
    try:
        document = html.document_fromstring(data)
    except (etree.ParserError, ValueError):
        return None
    return "\n".join(str(text).strip() for text in document.itertext())


def _docx_text(data: bytes) -> str | None:
    try:
        root = markup.parse_markup(open_archive(data, name="docx").read("word/document.xml"))
    except (ArchiveError, MarkupError):
        return None
    paragraphs = (node for node in root.iter("*") if markup.local_name(node) == "p")
    return "\n".join("".join(str(text) for text in node.itertext()) for node in paragraphs)
