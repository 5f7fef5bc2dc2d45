"""Which libraries a plug-in bundles, and under which licences."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from harness.artifact.indexing import is_helper
from harness.errors import HarnessError
from mockvro.content import markup
from mockvro.content.archive import open_archive
from mockvro.content.errors import ArchiveError, MarkupError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.classes import JarFacts
    from harness.artifact.plugin import Plugin
    from mockvro.content.archive import Archive

_VERSIONED: Final = re.compile(r"(?P<name>.+?)-(?P<version>[0-9][\w.+-]*)\.jar")
_LICENCE_FILE: Final = re.compile(
    r"(META-INF/)?[^/]*(licen[sc]e|copying|notice)[^/]*", re.IGNORECASE
)
_POM: Final = re.compile(r"META-INF/maven/[^/]+/[^/]+/pom\.xml")
_MANIFEST_KEYS: Final = ("Bundle-License", "Implementation-License", "License")
_BEGINNING: Final = 4000
"""Bytes of a licence file in which its name stands."""


class Library(Struct, frozen=True, kw_only=True):
    """A library, by what its jar says about itself.

    Attributes:
        jar: Index of the jar in the class index.
        path: Path of the jar in the dar.
        group: Maven's group, empty where only the file name tells.
        artifact: Its name.
        version: Its version, empty where nothing tells.
    """

    jar: int
    path: str
    group: str = ""
    artifact: str
    version: str = ""

    def __str__(self) -> str:
        group = f"{self.group}:" if self.group else ""
        return f"{group}{self.artifact} {self.version}".strip()

    def is_(self, coordinates: str) -> bool:
        """Whether it is the one of these ``group:artifact``."""
        group, _, artifact = coordinates.partition(":")
        return artifact == self.artifact and self.group in ("", group)


class LibraryFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """Data about libraries (``data/libraries.toml``)."""

    crypto: tuple[str, ...]
    licences: dict[str, tuple[str, ...]]


@cache
def library_facts() -> LibraryFacts:
    """Read the data.

    Raises:
        HarnessError: The data file is broken.
    """
    text = (files("harness.artifact") / "data" / "libraries.toml").read_bytes()
    try:
        return msgspec.toml.decode(text, type=LibraryFacts)
    except msgspec.DecodeError as error:
        raise HarnessError(f"library list is broken: {error}", where="libraries.toml") from error


def libraries_in(plugin: Plugin) -> Iterator[Library]:
    """Every library of a plug-in, also one that was merged into another jar."""
    index = plugin.classes
    for number, (path, facts) in enumerate(
        zip(index.names, index.jars, strict=True) if index else ()
    ):
        named = list(_by_pom(number, path, facts))
        if not named and index is not None and number not in index.own:
            named = [_by_name(number, path)]
        yield from named


def _by_pom(number: int, path: str, facts: JarFacts) -> Iterator[Library]:
    for pom in facts.poms:
        if pom.get("artifactId"):
            yield Library(
                jar=number,
                path=path,
                group=pom.get("groupId", ""),
                artifact=pom["artifactId"],
                version=pom.get("version", ""),
            )


def _by_name(number: int, path: str) -> Library:
    name = path.rpartition("/")[2]
    match = _VERSIONED.fullmatch(name)
    if match is None:
        return Library(jar=number, path=path, artifact=name.removesuffix(".jar"))
    return Library(jar=number, path=path, artifact=match["name"], version=match["version"])


def third_party_jars(plugin: Plugin) -> tuple[str, ...]:
    """Jars with code, but none of the plug-in's own; the SDK's helpers are the product's.

    None at all where nobody knows which code is the plug-in's own.
    """
    index = plugin.classes
    if index is None or not index.own:
        return ()
    return tuple(
        path
        for number, path in enumerate(index.names)
        if number not in index.own and index.jars[number].packages and not is_helper(path)
    )


def crypto_libraries(plugin: Plugin) -> Iterator[Library]:
    """Libraries that are there to encrypt."""
    known = library_facts().crypto
    return (each for each in libraries_in(plugin) if each.artifact.startswith(known))


def licences_of_jar(data: bytes, name: str) -> tuple[str, ...]:
    """SPDX ids of what a jar says about its licence, ``unknown`` for words that we do not know.

    Nothing at all when it says nothing, or cannot be read.
    """
    try:
        jar = open_archive(data, name=name)
    except ArchiveError:
        return ()
    told = (*_from_manifest(jar), *_from_poms(jar), *_from_files(jar))
    return tuple(dict.fromkeys(licence for text in told for licence in licences_in(text)))


def licences_in(text: str) -> tuple[str, ...]:
    """SPDX ids of the licences that a text names; the first that fits each passage counts."""
    low = " ".join(text.lower().split())
    found = []
    for spdx, known in library_facts().licences.items():
        for word in known:
            if re.search(rf"(?<![\w-]){re.escape(word)}", low):
                found.append(spdx)
                low = low.replace(word, " ")
    return tuple(dict.fromkeys(found)) or ("unknown",)


def _from_manifest(jar: Archive) -> Iterator[str]:
    name = "META-INF/MANIFEST.MF"
    text = jar.read(name).decode("utf-8", "replace") if name in jar else ""
    for line in text.replace("\r\n ", "").replace("\n ", "").splitlines():
        key, _, value = line.partition(":")
        if key in _MANIFEST_KEYS:
            yield value


def _from_poms(jar: Archive) -> Iterator[str]:
    for name in filter(_POM.fullmatch, jar.names):
        try:
            root = markup.parse_markup(jar.read(name))
        except MarkupError:
            continue
        for node in root.iter("*"):
            if markup.local_name(node) == "license":
                yield " ".join(str(text) for text in node.itertext())


def _from_files(jar: Archive) -> Iterator[str]:
    for name in filter(_LICENCE_FILE.fullmatch, jar.names):
        yield jar.read(name)[:_BEGINNING].decode("utf-8", "replace")
