"""Looking for secrets of the case where none may be (``reference/misbehaviours.md``, M8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from harness.bundle.secrets import MIN_SECRET, encodings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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


def searchable(secrets: Mapping[str, str]) -> dict[str, str]:
    """Pick the secrets that are long enough to be told from chance."""
    return {name: value for name, value in secrets.items() if len(value) >= MIN_SECRET}


def leaks_in(secrets: Mapping[str, str], texts: Iterable[tuple[str, str]]) -> tuple[Leak, ...]:
    """Find secrets in named texts; each is reported once a text, in the first form that hits."""
    needles = [(name, encodings(value)) for name, value in searchable(secrets).items()]
    found = []
    for where, text in texts:
        data = text.encode("utf-8", "replace")
        for name, forms in needles:
            form = next((form for form, needle in forms.items() if needle in data), None)
            if form is not None:
                found.append(Leak(name, where, form))
    return tuple(found)
