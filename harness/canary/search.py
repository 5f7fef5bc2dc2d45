"""Looking for secrets of the case where none may be (``reference/misbehaviours.md``, M8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from harness.bundle.secrets import MIN_SECRET, encodings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MAX_FILE = 64 * 1024 * 1024
"""Bytes of one file that are searched."""
_PIECE = 4 * 1024 * 1024


class Leak(Struct, frozen=True):
    """A secret that was found, without its value.

    Attributes:
        secret: Name of the secret in the case.
        where: Name of the text.
        encoding: The form it has there, ``plain`` as it is.
    """

    secret: str
    where: str
    encoding: str


class Needles:
    """The secrets of a run in every form in which texts carry them.

    Args:
        secrets: Values by name; those that are too short to be told from chance are left out.
    """

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._forms = [(name, encodings(value)) for name, value in searchable(secrets).items()]
        lengths = [len(needle) for _, forms in self._forms for needle in forms.values()]
        self.longest = max(lengths, default=0)

    def __bool__(self) -> bool:
        return bool(self._forms)

    def find(self, where: str, data: bytes) -> tuple[Leak, ...]:
        """Find secrets in data; each is reported once, in the first form that hits."""
        found = []
        for name, forms in self._forms:
            form = next((form for form, needle in forms.items() if needle in data), None)
            if form is not None:
                found.append(Leak(name, where, form))
        return tuple(found)

    def find_in_file(self, where: str, path: Path) -> tuple[Leak, ...]:
        """As :meth:`find`, piece by piece; a file that cannot be read or has gone is empty."""
        found: dict[str, Leak] = {}
        if not self:
            return ()
        try:
            with path.open("rb") as file:
                rest = b""
                for _ in range(MAX_FILE // _PIECE):
                    piece = file.read(_PIECE)
                    if not piece:
                        break
                    for leak in self.find(where, rest + piece):
                        found.setdefault(leak.secret, leak)
                    rest = (rest + piece)[-self.longest :]
        except OSError:
            return tuple(found.values())
        return tuple(found.values())


def searchable(secrets: Mapping[str, str]) -> dict[str, str]:
    """Pick the secrets that are long enough to be told from chance."""
    return {name: value for name, value in secrets.items() if len(value) >= MIN_SECRET}


def leaks_in(secrets: Mapping[str, str], texts: Iterable[tuple[str, str]]) -> tuple[Leak, ...]:
    """Find secrets in named texts; each is reported once a text, in the first form that hits."""
    needles = Needles(secrets)
    return tuple(
        leak
        for where, text in texts
        for leak in needles.find(where, text.encode("utf-8", "replace"))
    )


def leaks_below(secrets: Mapping[str, str], folder: Path) -> tuple[Leak, ...]:
    """Find secrets in every file below a folder, if there is one, named by their path in it."""
    needles = Needles(secrets)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return tuple(
        leak
        for path in files
        for leak in needles.find_in_file(path.relative_to(folder).as_posix(), path)
    )
