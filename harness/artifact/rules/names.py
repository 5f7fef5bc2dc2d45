"""Rules about names: trademarks, and rests of builds and editors."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import msgspec

from harness.artifact.plugin import spot
from harness.artifact.rulebook import breach
from harness.errors import HarnessError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding

_DEBRIS: Final = re.compile(
    r"""(.*/)?(
        \.DS_Store | Thumbs\.db | desktop\.ini
      | \.(idea|settings|vscode|git|svn|hg|gradle)/.*
      | \.(classpath|project|gitignore|gitattributes|factorypath)
      | [^/]*\.(iml|ipr|iws|bak|orig|rej|swp|swo|tmp|log|hprof|pem|jks|keystore|p12)
      | [^/]*~
      | __MACOSX/.*
      | (maven-status|surefire-reports|test-classes)/.*
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_KEYS: Final = (".pem", ".jks", ".keystore", ".p12")


class _Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    anywhere: tuple[str, ...]
    words: tuple[str, ...]


@cache
def _marks() -> re.Pattern[str]:
    text = (files("harness.artifact") / "data" / "marks.toml").read_bytes()
    try:
        marks = msgspec.toml.decode(text, type=_Marks)
    except msgspec.DecodeError as error:
        raise HarnessError(f"list of marks is broken: {error}", where="marks.toml") from error
    inside = "|".join(map(_spaced, marks.anywhere))
    words = "|".join(map(_spaced, marks.words))
    return re.compile(rf"{inside}|(?<![A-Za-z0-9])(?:{words})(?![A-Za-z0-9])", re.IGNORECASE)


def _spaced(mark: str) -> str:
    return r"[\s_-]*".join(map(re.escape, mark.split()))


def mark_in(name: str) -> str | None:
    """The mark that a name carries; one that only follows the word "for" is allowed."""
    start = re.split(r"(?<![A-Za-z0-9])for(?![A-Za-z0-9])", name, maxsplit=1, flags=re.IGNORECASE)
    found = _marks().search(start[0])
    return found[0] if found else None


def trademark_rules(plugin: Plugin, file_names: Iterable[str]) -> Iterator[Finding]:
    """Judge module, display name, packages, categories of their elements, file names."""
    for where, name in dict.fromkeys(_named(plugin, file_names)):
        mark = mark_in(name)
        if mark is not None:
            yield breach(
                "S-trademark",
                f"the name {name!r} carries the mark {mark!r}",
                where=where,
                expected="a name of your own; 'for VMware …' behind it is allowed",
            )


def _named(plugin: Plugin, file_names: Iterable[str]) -> Iterator[tuple[str, str]]:
    descriptor = plugin.descriptor
    yield spot("module", descriptor.name), descriptor.name
    if descriptor.display_name and descriptor.display_name != descriptor.name:
        yield spot("display-name", descriptor.name), descriptor.display_name
    for name in file_names:
        yield "file name", name
    for file in plugin.packages:
        if file.package is not None:
            yield file.entry, file.package.name
            folders = {part.name for each in file.package.elements for part in each.categories}
            yield from ((f"{file.entry} category", name) for name in sorted(folders))


def debris_rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge the entries of the dar."""
    for name in plugin.archive.names:
        if _DEBRIS.fullmatch(name):
            kind = "a key store" if name.lower().endswith(_KEYS) else "a rest of a build or editor"
            yield breach("S-debris", f"{kind} in the dar", where=name)
