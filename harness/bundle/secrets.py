"""Keeping secrets of a run out of what leaves the machine (threat T18).

A secret is looked for in the encodings in which logs, HTTP traces and reports carry text: as it
is, UTF-16, base64 at each of the three alignments, hexadecimal, URL, JSON and XML escaped, and
JSON inside XML (``reference/misbehaviours.md``, M8).
"""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

from msgspec import Struct

from harness.bundle.errors import BundleWriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MIN_SECRET: Final = 6
"""Characters; anything shorter is found everywhere by chance."""


_MARKUP_QUOTES: Final[tuple[dict[str, str], ...]] = (
    {},  # text of an element
    {'"': "&quot;"},  # lxml, attributes
    {'"': "&quot;", "'": "&apos;"},
    {'"': "&quot;", "'": "&#x27;"},  # html.escape
    {'"': "&#34;", "'": "&#39;"},  # markupsafe, jinja2
)
"""How writers of XML and HTML escape quotation marks, besides the three that all escape."""


class Secret(Struct, frozen=True):
    """A text that must not leave the machine.

    Attributes:
        name: What it is, for messages, such as ``password of endpoint redis``.
        value: The secret itself.
    """

    name: str
    value: str

    def __repr__(self) -> str:
        return f"Secret({self.name!r})"


class Leak(Struct, frozen=True, order=True):
    """A secret that was found, without its value."""

    file: str
    secret: str
    encoding: str


def encodings(value: str) -> dict[str, bytes]:
    """Map the name of each encoding to the bytes to look for.

    Raises:
        BundleWriteError: The value is too short to be told from chance.
    """
    if len(value) < MIN_SECRET:
        raise BundleWriteError(
            f"secret has fewer than {MIN_SECRET} characters and cannot be searched for",
            advice="use a random value for the run",
        )
    raw = value.encode()
    as_json = json.dumps(value)[1:-1]
    texts = {
        "plain": value,
        "hex": raw.hex(),
        "HEX": raw.hex().upper(),
        "url": quote(value, safe=""),
        "form": quote_plus(value),
        "json": as_json,
        "json-utf8": json.dumps(value, ensure_ascii=False)[1:-1],
    }
    for number, quotes in enumerate(_MARKUP_QUOTES):
        texts[f"xml-{number}"] = escape(value, quotes)
        texts[f"json-in-xml-{number}"] = escape(as_json, quotes)
    found = {name: text.encode() for name, text in texts.items()}
    found["utf-16"] = value.encode("utf-16-le")
    found["utf-16-be"] = value.encode("utf-16-be")
    return found | _base64_cores(raw)


def _base64_cores(raw: bytes) -> dict[str, bytes]:
    """Encode at the three alignments and keep the characters that depend on the secret alone."""
    cores = {}
    for shift in range(3):
        usable = (len(raw) + shift) * 8 // 6
        text = base64.b64encode(b"\0" * shift + raw).decode()
        core = text[-(-shift * 8 // 6) : usable]
        cores[f"base64+{shift}"] = core.encode()
        cores[f"base64url+{shift}"] = core.replace("+", "-").replace("/", "_").encode()
    return cores


def find_leaks(secrets: Iterable[Secret], files: Mapping[str, bytes]) -> tuple[Leak, ...]:
    """Search files for secrets, each reported once per file with the first encoding that hits."""
    leaks = []
    for secret in secrets:
        forms = encodings(secret.value)
        for name, data in files.items():
            hit = next((form for form, needle in forms.items() if needle in data), None)
            if hit is not None:
                leaks.append(Leak(name, secret.name, hit))
    return tuple(sorted(leaks))


def redact(secrets: Iterable[Secret], data: bytes) -> tuple[bytes, int]:
    """Replace every form of every secret by a mark that is safe in JSON, XML and URLs.

    Returns:
        The new bytes, and the number of replacements.
    """
    count = 0
    for secret in secrets:
        forms = sorted(set(encodings(secret.value).values()), key=len, reverse=True)
        mark = b"REDACTED-" + re.sub(r"[^A-Za-z0-9]+", "-", secret.name).encode()
        data, hits = re.subn(b"|".join(map(re.escape, forms)), mark, data)
        count += hits
    return data, count
