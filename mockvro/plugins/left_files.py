"""Files that plug-ins left below the folders of their JVMs."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from mockvro.plugins.runtime import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OURS = frozenset(f"{stream}.txt" for stream in STREAMS)


def left_files(folder: Path) -> list[dict[str, Any]]:
    """List path, size in bytes and SHA-256 of each file, sorted by path.

    Every JVM has a folder of its own, where the product has one for all: a path of two JVMs is
    listed once, as the later one left it.

    Args:
        folder: Has one folder for each JVM, named by its number.
    """
    found = _found(folder)
    return [{"path": path, **_facts(found[path])} for path in sorted(found)]


def left_file(folder: Path, path: str, limit: int) -> bytes | None:
    """The first ``limit`` bytes of a file that :func:`left_files` lists; None for any other."""
    found = _found(folder).get(path)
    if found is None:
        return None
    with found.open("rb") as file:
        return file.read(limit)


def _found(folder: Path) -> dict[str, Path]:
    return {path: file for each in _in_order(folder) for path, file in _files(each)}


def _in_order(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted((each for each in folder.iterdir() if each.name.isdigit()), key=_number)


def _number(folder: Path) -> int:
    return int(folder.name)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if name not in _OURS and path.is_file() and not path.is_symlink():
            yield name, path


def _facts(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"size": path.stat().st_size, "sha256": digest}
