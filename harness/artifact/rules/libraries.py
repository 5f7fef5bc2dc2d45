"""Rules about bundled libraries: known vulnerabilities, and licences."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from harness.artifact.libraries import (
    Library,
    libraries_in,
    licences_in,
    third_party_jars,
)
from harness.artifact.model import Covered
from harness.artifact.rulebook import breach
from harness.artifact.rules.documents import is_licence
from harness.artifact.rules.jars import provided_versions
from harness.checks.finding import Effect, Severity
from harness.errors import HarnessError
from mockvro.content import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from harness.artifact.plugin import Plugin
    from harness.artifact.surroundings import Said, Surroundings

_CVE, _LICENCE = "pkg.known-cve", "pkg.licence-missing"
_UNKNOWN: Final = "unknown"


class Advisory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vulnerability: ``affected`` has pairs of versions, the second not included."""

    library: str
    ids: tuple[str, ...]
    affected: tuple[tuple[str, str], ...]

    def affects(self, library: Library) -> bool:
        """Whether a library has it."""
        if not library.is_(self.library) or not library.version[:1].isdigit():
            return False
        version = leading_number(library.version)
        return any(
            versions.compare(first, version) <= 0
            and (not fixed or versions.compare(version, fixed) < 0)
            for first, fixed in self.affected
        )

    @property
    def remedy(self) -> str:
        """The first version without it."""
        last = self.affected[-1][1]
        return f"{last} or later" if last else "another library; no release of this one is repaired"


class Advisories(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The list, and the day it was compiled."""

    compiled: str
    advisory: tuple[Advisory, ...]


@cache
def advisories() -> Advisories:
    """Read the list.

    Raises:
        HarnessError: The data file is broken.
    """
    text = (files("harness.artifact") / "data" / "advisories.toml").read_bytes()
    try:
        return msgspec.toml.decode(text, type=Advisories)
    except msgspec.DecodeError as error:
        raise HarnessError(f"advisories are broken: {error}", where="advisories.toml") from error


def leading_number(version: str) -> str:
    """The dotted number that a version begins with: ``32.0.0`` of ``32.0.0-jre``."""
    number = ""
    for part in version.replace("-", ".").replace("_", ".").split("."):
        if not part.isdigit():
            break
        number = f"{number}.{part}" if number else part
    return number


def rules(around: Surroundings) -> Iterator[Said]:
    """Judge the libraries of every plug-in whose class files could be read."""
    for plugin in around.plugins:
        if plugin.classes is not None:
            yield from _vulnerable(plugin)
            yield from _licences(around, plugin)


def _vulnerable(plugin: Plugin) -> Iterator[Said]:
    known, found = advisories(), tuple(libraries_in(plugin))
    yield Covered(_CVE, len(plugin.jars), f"jars, by advisories of {known.compiled}")
    for library in found:
        hits = [each for each in known.advisory if each.affects(library)]
        if hits:
            yield breach(
                "S-cve",
                f"{library} is bundled, which has known vulnerabilities",
                where=library.path,
                expected=", ".join(dict.fromkeys(each.remedy for each in hits)),
                seen=", ".join(each for hit in hits for each in hit.ids),
                severity=None if _in_use(plugin, library) else Severity.MINOR,
                evidence={"library": str(library), "advisories": known.compiled},
            )


def _in_use(plugin: Plugin, library: Library) -> bool:
    """Whether the adaptor leads there, and the product's own copy does not come first."""
    provided = dict(provided_versions("common"))
    if plugin.descriptor.classpath_parent != "common":
        provided |= provided_versions("platform")
    entries = plugin.classes.classes if plugin.classes else ()
    reached = any(entry.reachable for entry in entries if entry.jar == library.jar)
    return reached and library.artifact not in provided


class Licensed(NamedTuple):
    """A jar and the licences it is under, all of them a choice of the user's."""

    path: str
    licences: tuple[str, ...]


def _licences(around: Surroundings, plugin: Plugin) -> Iterator[Said]:
    jars = third_party_jars(plugin)
    yield Covered(_LICENCE, len(plugin.jars), "jars")
    papers = _papers(around, plugin)
    licensed = [_licensed(plugin, path, papers) for path in jars]
    forbidden = around.case.claims.forbidden_licences if around.case else ()
    yield from judge_licences(licensed, forbidden)


def _licensed(plugin: Plugin, path: str, papers: Mapping[str, str]) -> Licensed:
    found = plugin.licences[path]
    if not found or found == (_UNKNOWN,):
        name = leading_name(path).lower()
        told = [
            line for text in papers.values() for line in text.splitlines() if name in line.lower()
        ]
        found = licences_in(" ".join(told)) if told else found
    return Licensed(path, found)


def leading_name(path: str) -> str:
    """What people call a jar: its file name without version."""
    name = path.rpartition("/")[2].removesuffix(".jar")
    head, _, tail = name.rpartition("-")
    return leading_name(f"{head}.jar") if head and tail[:1].isdigit() else name


def _papers(around: Surroundings, plugin: Plugin) -> dict[str, str]:
    """Documents of the case, and licence files in the dar."""
    papers = (
        {each.name: each.text for each in around.documents.readable} if around.documents else {}
    )
    for name in filter(is_licence, plugin.archive.names):
        papers[name] = plugin.archive.read(name).decode("utf-8", "replace")
    return papers


def judge_licences(jars: Iterable[Licensed], forbidden: tuple[str, ...]) -> Iterator[Said]:
    """Fail what is forbidden in every choice, doubt what tells nothing."""
    silent = []
    for jar in jars:
        known = [each for each in jar.licences if each != _UNKNOWN]
        barred = [each for each in known if forbidden and each.startswith(forbidden)]
        if barred and barred == known:
            yield breach(
                "S-licence",
                f"the library is under {', '.join(barred)}, which the case forbids",
                where=jar.path,
                expected=f"no licence of {', '.join(forbidden)}",
            )
        elif not jar.licences:
            silent.append(jar.path)
    if silent:
        yield breach(
            "S-licence",
            f"{len(silent)} libraries come without a word about their licence",
            where=silent[0],
            expected="a licence file in the jar, or a line about it in the documents",
            effect=Effect.WARN,
            evidence={"jars": silent},
        )
