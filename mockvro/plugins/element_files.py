"""Files of one workflow or action, `.workflow` and `.action` (`package-format.md` §10).

The workflow's form is known from a real sample. That of an action is taken to be the same with
another word in the names; reading goes by the closing word alone.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mockvro.content.archive import open_archive
from mockvro.content.encoding import encode_utf16
from mockvro.content.errors import ElementError
from mockvro.store import Kind
from mockvro.store.sides import BUNDLE, FORM, HISTORY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.archive import Archive
    from mockvro.store import Element

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
WORDS: Final = {Kind.WORKFLOW: "workflow", Kind.ACTION: "action"}
HISTORY_END: Final = {Kind.WORKFLOW: "-versionhistory", Kind.ACTION: "-history"}
NO_HISTORY: Final = "<items></items>"


@dataclass(frozen=True, slots=True)
class ElementFile:
    """What a file holds: content in UTF-16 and side files by their names in packages."""

    data: bytes
    sides: Mapping[str, bytes]


def write_element_file(element: Element, sides: Mapping[str, bytes]) -> bytes:
    """The ZIP around the content of a workflow or action; unsigned, as the product's."""
    kind = Kind(element.kind)
    word = WORDS[kind]
    entries = {
        f"{word}-info": _info(word),
        f"{word}-content": element.data,
        f"{word}{HISTORY_END[kind]}": sides.get(HISTORY) or encode_utf16(NO_HISTORY),
        **{name: data for name, data in sides.items() if _travels(name)},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _travels(name: str) -> bool:
    return name == BUNDLE or name.startswith(FORM)


def _info(word: str) -> bytes:
    lines = (
        "unicode=true",
        "owner=",
        "version=2.0",
        f"type={word}",
        "creator=www.dunes.ch",
        "charset=UTF-16",
    )
    return "".join(f"{line}\n" for line in lines).encode("latin-1")


def read_element_file(data: bytes, kind: Kind, *, name: str) -> ElementFile:
    """The content of a `.workflow` or `.action` file.

    Raises:
        ArchiveError: It is no archive that can be read safely.
        ElementError: It holds no content of that kind.
    """
    archive = open_archive(data, name=name)
    word = WORDS[kind]
    if f"{word}-content" not in archive:
        raise ElementError(f"{name} has no {word}-content")
    sides = {each: archive.read(each) for each in archive.names if _travels(each)}
    history = _history(archive, word)
    if history is not None:
        sides[HISTORY] = history
    return ElementFile(archive.read(f"{word}-content"), sides)


def _history(archive: Archive, word: str) -> bytes | None:
    for end in HISTORY_END.values():
        if f"{word}{end}" in archive:
            return archive.read(f"{word}{end}")
    return None
