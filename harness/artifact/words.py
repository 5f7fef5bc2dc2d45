"""Words by which parts of documents are recognised (``data/documents.toml``)."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from harness.errors import HarnessError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lower-case words in several languages, by what they tell."""

    notes_files: tuple[str, ...]
    notes_parts: dict[str, tuple[str, ...]]
    guide_parts: dict[str, tuple[str, ...]]
    support_documents: tuple[str, ...]
    support_parts: dict[str, tuple[str, ...]]
    telephone: tuple[str, ...]
    encryption: tuple[str, ...]
    announcements: tuple[str, ...]


@cache
def words() -> Words:
    """The words by which parts are recognised.

    Raises:
        HarnessError: The data file is broken.
    """
    text = (files("harness.artifact") / "data" / "documents.toml").read_bytes()
    try:
        return msgspec.toml.decode(text, type=Words)
    except msgspec.DecodeError as error:
        raise HarnessError(f"word list is broken: {error}", where="documents.toml") from error


def is_notes(name: str) -> bool:
    """Whether a document is called like release notes."""
    base = name.rpartition("/")[2].lower()
    return any(word in base for word in words().notes_files)


def mentions(line: str, wanted: Iterable[str]) -> bool:
    """Whether a line in lower case has one of some words, as words of their own."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line) for word in wanted)


def announced(name: str, notes: Iterable[str]) -> bool:
    """Whether a line of release notes says that something of that name is gone or different."""
    known = words().announcements
    return any(mentions(line, (name.lower(),)) and mentions(line, known) for line in notes)
