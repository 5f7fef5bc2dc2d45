"""Judging the entry names of an archive from outside (rules D28, D29, D42)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from mockvro.content.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DRIVE: Final = re.compile(r"[A-Za-z]:")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def unsafe_reason(name: str) -> str | None:
    """Why a name must not become a path, or ``None``.

    Backslashes count as separators here: they are ones on the computer of a reviewer.
    """
    path = name.replace("\\", "/")
    if not path.strip("/"):
        return "names nothing"
    if _CONTROL.search(path):
        return "has a control character"
    if path.startswith("/"):
        return "is absolute"
    if _DRIVE.match(path):
        return "has a drive letter"
    if any(part in {"..", "."} for part in path.split("/")):
        return "has a relative segment"
    return None


def refuse_unsafe(name: str, archive: str) -> None:
    """Refuse a name that leaves the archive's folder when it is unpacked.

    Raises:
        ArchiveError: Rule D28.
    """
    reason = unsafe_reason(name)
    if reason is not None:
        what = f"unsafe entry name {name!r}: it {reason}"
        raise ArchiveError(what, rule="D28", where=archive, entry=name)


def name_problems(names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Rule, entry and detail of every name that is odd without being dangerous."""
    listed = list(names)
    for name in listed:
        if "\\" in name:
            detail = f"entry {name!r} uses backslashes; Java readers will not find it"
            yield "D42", name, detail
    for name, count in Counter(listed).items():
        if count > 1:
            yield "D29", name, f"duplicate entry {name!r} ({count} times)"
    yield from _case_twins(dict.fromkeys(listed))


def _case_twins(names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    seen: dict[str, str] = {}
    for name in names:
        twin = seen.setdefault(name.casefold(), name)
        if twin != name:
            yield "D29", name, f"duplicate entry {name!r}: differs from {twin!r} only in case"
