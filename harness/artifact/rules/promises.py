"""What the case promises to the public: the download page, releases, encryption."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import msgspec

from harness.artifact.indexing import api_names
from harness.artifact.libraries import crypto_libraries
from harness.artifact.model import Covered, Skipped
from harness.artifact.rulebook import breach
from harness.artifact.words import mentions, words
from harness.checks.finding import Effect
from harness.errors import HarnessError
from mockvro.content import versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.plugin import Plugin
    from harness.artifact.surroundings import Said, Surroundings
    from harness.case.model import Landing

_SUMS, _CLAIMS, _CRYPTO = "doc.checksums", "doc.compat-claim", "pkg.encryption-undeclared"
_SHOWN: Final = 20


class _Product(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Releases of the product: end of general support, empty where it is not known."""

    releases: dict[str, str]
    newer: str


@cache
def product() -> _Product:
    """Read the list of releases.

    Raises:
        HarnessError: The data file is broken.
    """
    text = (files("harness.artifact") / "data" / "product.toml").read_bytes()
    try:
        return msgspec.toml.decode(text, type=_Product)
    except msgspec.DecodeError as error:
        raise HarnessError(f"list of releases is broken: {error}", where="product.toml") from error


def rules(around: Surroundings) -> Iterator[Said]:
    """Judge what the case promises."""
    if around.case is None:
        yield from (Skipped(check, around.lacking) for check in (_SUMS, _CLAIMS))
    else:
        yield Covered(_CLAIMS, 1, "case")
        yield from claims(around.case.claims.releases)
        if around.case.landing is None:
            yield Skipped(_SUMS, "the case says nothing of a download page: [landing]", beside=True)
        else:
            yield Covered(_SUMS, 5, "facts of the download page")
            yield from landing_page(around, around.case.landing)
    yield from _encryption(around)


def landing_page(around: Surroundings, page: Landing) -> Iterator[Said]:
    """Compare the page with the file (programme guide §3.3.2.2)."""
    actual = around.digests
    version = page.version and versions.compare(page.version, around.version) == 0
    wrong = [
        ("version", page.version, around.version, version),
        ("size", page.size or "", actual.size, page.size == actual.size),
        ("md5", page.md5, actual.md5, page.md5.lower() == actual.md5),
        ("sha1", page.sha1, actual.sha1, page.sha1.lower() == actual.sha1),
        ("date", page.date, "the date of the release, as 2026-03-02", _is_date(page.date)),
    ]
    for key, told, true, right in wrong:
        if not right:
            yield breach(
                "S-landing",
                f"the download page {'says nothing about' if not told else 'is wrong about'} {key}",
                where=f"acceptance.toml, landing.{key}",
                expected=str(true),
                seen=str(told),
            )


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def claims(releases: tuple[str, ...]) -> Iterator[Said]:
    """Compare the claimed releases with those of the product (``version-profiles.md`` §1)."""
    if not releases:
        yield breach(
            "S-claims",
            "the case claims no release of the product",
            where="acceptance.toml, claims.releases",
            effect=Effect.WARN,
        )
    known = product()
    for each in releases:
        release = ".".join(each.strip().split(".")[:2])
        if release not in known.releases and versions.compare(release, known.newer) < 0:
            yield breach(
                "S-claims",
                f"the case claims {each}, which is no release of the product",
                where="acceptance.toml, claims.releases",
                expected=", ".join(known.releases),
                seen=each,
            )
        elif known.releases.get(release):
            yield breach(
                "S-claims",
                f"general support of the product ended for {each} on {known.releases[release]}",
                where="acceptance.toml, claims.releases",
                effect=Effect.WARN,
            )


def _encryption(around: Surroundings) -> Iterator[Said]:
    used = {
        use: places for plugin in around.plugins for use, places in encryption_in(plugin).items()
    }
    jars = sum(len(plugin.jars) for plugin in around.plugins if plugin.classes is not None)
    yield Covered(_CRYPTO, jars, "jars")
    documents = around.documents
    if not used:
        return
    if documents is None:
        yield Skipped(_CRYPTO, around.lacking)
        return
    known = words().encryption
    if any(mentions(line, known) for each in documents.readable for line in each.lines):
        return
    if documents.unreadable:
        reason = f"the format of {documents.unreadable[0]} cannot be read"
        yield Skipped(_CRYPTO, reason, unable=True)
        return
    first = next(iter(used))
    yield breach(
        "S-encryption",
        f"the plug-in {first}, and no document says a word about encryption",
        where=used[first][0],
        expected="a passage about what is encrypted, how, and with what",
        evidence={use: places[:_SHOWN] for use, places in used.items()},
    )


def encryption_in(plugin: Plugin) -> dict[str, list[str]]:
    """How a plug-in encrypts by itself, with places; TLS of the JDK does not count."""
    index, found = plugin.classes, defaultdict[str, list[str]](list)
    for each in index.watched if index else ():
        own = index is not None and each.place.jar in index.own and each.place.reachable
        if own and each.how == "code" and each.target.startswith(api_names().encrypting):
            found[f"uses {each.target}"].append(str(each.place))
    for library in crypto_libraries(plugin):
        found[f"bundles {library}"].append(library.path)
    return dict(found)
