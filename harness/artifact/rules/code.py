"""Rules over what the code uses (M11 of the catalogue); they need the class index."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from harness.artifact.indexing import EXITS, NATIVE_LOADERS, api_names
from harness.artifact.javalevels import beyond_java_8
from harness.artifact.rulebook import breach
from harness.checks.finding import Effect, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.classes import ClassIndex, MissingReference, Place, Site
    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding

_EXACT_LIBRARIES = "7."
"""The libraries of the platform are known exactly for release 7.6 only."""
_MAX_PLACES = 20


def rules(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    """Judge calls, constants, missing and internal API."""
    for site in index.sites:
        if site.target in EXITS:
            yield _exit(index, site)
        elif site.target in NATIVE_LOADERS:
            yield _loader(index, site)
    for name in index.mains:
        if index.entries[name].jar in index.own:
            what = "a main method that nothing needs inside the product"
            yield breach("M11-main", what, where=name)
    for site in index.constants:
        if site.place.jar in index.own:
            what = f"a constant text is given to {site.target}"
            yield breach("M11-secret", what, where=str(site.place))
    if index.complete:
        yield from _missing(plugin, index)
        yield from _unbundled(index)
    yield from _dropped(plugin, index)
    yield from _internal(index)


def _exit(index: ClassIndex, site: Site) -> Finding:
    """The call site is the proof; who owns it and whether it is reached only grade it."""
    what = f"the code calls {site.target}, which ends the whole product"
    where = _where(index, site.place)
    own = site.place.jar in index.own
    reached = site.place.reachable and (own or site.place.method != _MAIN)
    if own and reached:
        return breach("M11-exit", what, where=where)
    if own or reached:
        return breach("M11-exit", what, where=where, severity=Severity.MAJOR)
    return breach("M11-exit", what, where=where, effect=Effect.NOTE)


def _loader(index: ClassIndex, site: Site) -> Finding:
    own = site.place.jar in index.own
    return breach(
        "M11-native",
        f"the code loads a native library with {site.target}",
        where=_where(index, site.place),
        severity=None if own else Severity.MINOR,
    )


def _missing(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    grouped: dict[str, list[MissingReference]] = defaultdict(list)
    for reference in index.missing:
        if reference.place.reachable:
            member = f".{reference.name}{reference.desc}" if reference.name else ""
            grouped[f"{reference.kind} {reference.owner}{member}"].append(reference)
    for target, references in grouped.items():
        effect = max((_weight(plugin, index, each) for each in references), key=_RANK.index)
        hidden = references[0].layer == _HIDDEN
        lack = "the dar does not have and the product hides" if hidden else _NOBODY
        yield breach(
            "M11-api",
            f"the code uses {target}, which {lack}",
            where=_where(index, references[0].place),
            effect=effect,
            evidence={"places": [str(each.place) for each in references[:_MAX_PLACES]]},
        )


_MAIN = "main"  # of a library: its command line, which nobody calls
_HIDDEN = "hidden"
_NOBODY = "neither the dar nor the product has"
_RANK = (Effect.NOTE, Effect.WARN, Effect.FAIL)


def _unbundled(index: ClassIndex) -> Iterator[Finding]:
    """Libraries that must be bundled because the parent ``common`` does not show the product's."""
    places: dict[str, Place] = {}
    for each in index.missing:
        if each.layer == _HIDDEN and each.place.reachable and each.place.jar in index.own:
            places.setdefault(each.owner.rpartition(".")[0], each.place)
    for package, place in places.items():
        yield breach(
            "D20",
            f"{package} is used and not bundled, and the parent 'common' does not show it",
            where=_where(index, place),
            expected="the library in lib/, or the parent 'platform'",
        )


def _weight(plugin: Plugin, index: ClassIndex, reference: MissingReference) -> Effect:
    """Fail only for the plug-in's own unguarded code.

    Libraries often hold code for optional dependencies that nobody calls; a type in a signature
    matters only when something looks at the signature; a library of the platform is exact for
    7.x only.
    """
    if reference.place.jar not in index.own:
        return Effect.NOTE
    if reference.guarded or reference.how == "signature":
        return Effect.WARN
    if reference.layer == "platform" and not _claims_exact(plugin.releases):
        return Effect.WARN
    return Effect.FAIL


def _claims_exact(releases: tuple[str, ...]) -> bool:
    return any(release.startswith(_EXACT_LIBRARIES) for release in releases)


def _dropped(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    """What Java 11 dropped and the plug-in does not bundle (``version-profiles.md`` §2)."""
    names, newer = api_names(), beyond_java_8(plugin.releases)
    grouped: dict[str, Place] = {}
    for each in index.watched:
        package = each.target.rpartition(".")[0]
        own = each.place.jar in index.own and each.place.reachable and each.how == "code"
        gone = each.target.startswith(names.removed) and not each.target.startswith(names.kept)
        if own and gone and each.target not in index.entries:
            grouped.setdefault(package, each.place)
    for package, place in grouped.items() if newer else ():
        yield breach(
            "M11-api",
            f"the code uses {package}, which Java has no more in {', '.join(newer)}",
            where=_where(index, place),
            expected="the library in lib/",
            effect=Effect.WARN,
        )


def _internal(index: ClassIndex) -> Iterator[Finding]:
    names = api_names()
    grouped: dict[tuple[str, bool], list[Place]] = defaultdict(list)
    for each in index.watched:
        bundled = each.target in index.entries
        internal = each.target.startswith(names.internal)
        allowed = bundled or not internal or each.target.startswith(names.allowed)
        if not allowed and each.place.jar in index.own:
            grouped[each.target, each.how == "code"].append(each.place)
    for (target, in_code), places in grouped.items():
        if not in_code and (target, True) in grouped:
            continue
        yield breach(
            "M11-internal",
            f"the code uses {target}, which is no part of the SDK",
            where=_where(index, places[0]),
            effect=None if in_code else Effect.NOTE,
            evidence={"places": [str(place) for place in places[:_MAX_PLACES]]},
        )


def _where(index: ClassIndex, place: Place) -> str:
    return f"{index.jar_name(place.jar)}!{place}"
