"""Rules about the jars in ``lib/`` and the level of their class files."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import structs

from harness.artifact.indexing import HELPER_JARS, named_classes
from harness.artifact.javalevels import level_of, newest_tolerated
from harness.artifact.rulebook import breach
from harness.checks.finding import Effect
from mockvro.jvm import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.classes import ClassEntry, ClassIndex
    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding

_NATIVE: Final = re.compile(r".*\.(so(\.[0-9]+)*|dll|dylib|jnilib|exe)", re.IGNORECASE)
_VERSIONED: Final = re.compile(r"(?P<name>.+?)-(?P<version>[0-9][\w.+-]*?)(-[a-z]+)?\.jar")
_OLD_LEVEL: Final = 49
_SDK_JAR: Final = "o11n-sdkapi"


def entry_rules(plugin: Plugin) -> Iterator[Finding]:
    """What can be judged by entry names alone."""
    if not plugin.jars:
        named = named_classes(plugin.descriptor)
        yield breach(
            "D13",
            f"lib/ has no jar, but the descriptor names {len(named)} Java classes"
            if named
            else "lib/ has no jar",
            where="lib/",
            effect=None if named else Effect.WARN,
        )
    for name in plugin.archive.names:
        if _NATIVE.fullmatch(name):
            yield breach("M11-native", "machine code in the dar", where=name)
    yield from _host_jars(plugin)


def class_rules(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    """What the class files tell about the jars."""
    for name, jar in zip(index.names, index.jars, strict=True):
        if jar.error:
            yield breach("D14", "not a readable jar", where=name, seen=jar.error)
        for entry in jar.broken:
            yield breach("D14", f"{entry} is no class file or cannot be read", where=name)
        for entry in jar.natives:
            yield breach("M11-native", "machine code in a jar", where=f"{name}!{entry}")
    yield from _levels(plugin, index)
    yield from _duplicates(index)


def _levels(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    highest: dict[int, ClassEntry] = {}
    for entry in index.entries.values():
        if entry.major > highest.setdefault(entry.jar, entry).major:
            highest[entry.jar] = entry
    for entry in highest.values():
        where = f"{index.jar_name(entry.jar)}!{entry.name}"
        yield from judge_level(plugin.releases, where, entry.major)


def judge_level(releases: tuple[str, ...], where: str, major: int) -> Iterator[Finding]:
    """Compare a class file version with the Java level of each claimed release."""
    known = [(release, level) for release in releases if (level := level_of(release)) is not None]
    too_old = [f"{release} (Java {level - 44})" for release, level in known if major > level]
    seen = f"class file version {major}, Java {major - 44}"
    if too_old:
        what = f"the class needs a newer Java than {', '.join(too_old)}"
        yield breach("D18", what, where=where, seen=seen)
    elif len(known) < len(releases) or not releases:
        sure, tolerated = newest_tolerated()
        if major > tolerated:
            what = "the class needs a newer Java than any release of the product has"
            yield breach("D18", what, where=where, seen=seen)
        elif major > sure:
            what = "it is not known whether the claimed releases have a Java that new"
            yield breach("D18", what, where=where, seen=seen, effect=Effect.WARN)
    if major < _OLD_LEVEL:
        yield breach("D18", "the class is very old", where=where, seen=seen, effect=Effect.NOTE)


def _duplicates(index: ClassIndex) -> Iterator[Finding]:
    homes: dict[str, list[ClassEntry]] = defaultdict(list)
    for entry in index.classes:
        if entry.digest and not entry.name.endswith("package-info"):
            homes[entry.name].append(entry)
    pairs: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, entries in homes.items():
        if len({entry.digest for entry in entries}) > 1:
            pairs[tuple(index.jar_name(entry.jar) for entry in entries)].append(name)
    for jars, names in pairs.items():
        yield breach(
            "D19",
            f"{len(names)} classes with different content in several jars, such as {names[0]}",
            where=" and ".join(dict.fromkeys(jars)),
            evidence={"classes": names[:100]},
        )


@cache
def provided_versions(layer: str) -> dict[str, str]:
    """Library name to version of what a parent loader has, from the file names of its jars."""
    found = (_VERSIONED.fullmatch(jar.name) for jar in locate.classpath(layer))
    return {match["name"]: match["version"] for match in found if match}


def _host_jars(plugin: Plugin) -> Iterator[Finding]:
    """Rule D20; the list of libraries is that of 7.6, so that later releases only get a warning."""
    provided = dict(provided_versions("common"))
    if plugin.descriptor.classpath_parent != "common":
        provided |= provided_versions("platform")
    for path in plugin.jars:
        name = path.rpartition("/")[2]
        match = _VERSIONED.fullmatch(name)
        library, version = (match["name"], match["version"]) if match else (name[:-4], "")
        if library == _SDK_JAR:
            yield breach("D20", "the product's own SDK is bundled", where=path)
        elif library in provided and not library.startswith(HELPER_JARS):
            exact = not plugin.releases or any(each.startswith("7.") for each in plugin.releases)
            finding = _host_jar(path, library, version, provided[library])
            doubtful = finding.effect is Effect.FAIL and not exact
            yield structs.replace(finding, effect=Effect.WARN) if doubtful else finding


def _host_jar(path: str, library: str, version: str, provided: str) -> Finding:
    if version == provided:
        what = f"the product already has {library} in this version"
        return breach("D20", what, where=path, effect=Effect.NOTE)
    return breach(
        "D20",
        f"the product already has {library} and uses its own",
        where=path,
        expected=f"{provided}, as release 7.6 has it, and not bundled",
        seen=version or "unknown version",
    )
