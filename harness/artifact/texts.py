"""The documents of a documentation archive as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree, html
from msgspec import Struct

from mockvro.content import markup
from mockvro.content.archive import open_archive
from mockvro.content.errors import ArchiveError, MarkupError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockvro.content.archive import Archive

_TEXTS: Final = (".txt", ".md", ".markdown", ".rst", ".adoc")
_PAPERS: Final = (".pdf", ".doc", ".docx", ".rtf", ".odt", ".html", ".htm", *_TEXTS)
_HEADING_LIMIT: Final = 80


class Document(Struct, frozen=True):
    """One document: its name in the archive, and its text."""

    name: str
    text: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines in lower case, without markup at their ends."""
        plain = (
            " ".join(line.strip(" \t#*=-_:|").lower().split()) for line in self.text.splitlines()
        )
        return tuple(line for line in plain if line)

    @property
    def headings(self) -> tuple[str, ...]:
        """Lines that are short enough to be a heading."""
        return tuple(line for line in self.lines if len(line) <= _HEADING_LIMIT)


class Documents(Struct, frozen=True):
    """What can be read of an archive, and the names of documents that cannot."""

    readable: tuple[Document, ...] = ()
    unreadable: tuple[str, ...] = ()


def documents_in(archive: Archive) -> Documents:
    """Read every document; pictures and other files are none."""
    named = [(name, text_of(name, archive.read(name))) for name in _papers(archive)]
    return Documents(
        tuple(Document(name, text) for name, text in named if text is not None),
        tuple(name for name, text in named if text is None),
    )


def _papers(archive: Archive) -> Iterator[str]:
    for name in archive.names:
        base = name.rpartition("/")[2].lower()
        if base.endswith(_PAPERS) or "." not in base:
            yield name


def text_of(name: str, data: bytes) -> str | None:
    """The text of a document, ``None`` for formats that we cannot read."""
    lower = name.lower()
    if lower.endswith(_TEXTS) or "." not in lower.rpartition("/")[2]:
        return data.decode("utf-8", "replace")
    if lower.endswith((".html", ".htm")):
        return _html_text(data)
    if lower.endswith(".pdf"):
        from harness.artifact.pdf import pdf_text  # noqa: PLC0415 - slow to load, rarely needed

        return pdf_text(data)
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
