"""Spoiling what comes with a plug-in: documents, case, libraries and their licences."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.base.compiling import classes
from sample_plugins.misbehaving.base.parts import DESCRIPTOR, DOCS, build
from sample_plugins.misbehaving.mutations.classes import expose
from sample_plugins.misbehaving.mutations.packages import changed

if TYPE_CHECKING:
    from sample_plugins.misbehaving.base.parts import Parts

_NOTES, _GUIDE, _SUPPORT = "release-notes.md", "guide.md", "support.md"
_CLASS: Final = "org/example/vanished/Gone.class"


def with_case(parts: Parts, **sections: str) -> None:
    """Give it a case; a section is what its table says besides."""
    named = {
        "plugin": 'name = "Beacon"',
        "documentation": f'zip = "{DOCS}"\nfirst_release = true',
        "claims": 'releases = ["8.18"]',
    }
    for section, text in sections.items():
        known = "" if section == "claims" and "releases" in text else named.get(section, "")
        named[section] = f"{known}\n{text}"
    parts.case = "\n".join(f"[{name}]\n{text}" for name, text in named.items())


def _rewrite(parts: Parts, name: str, old: str, new: str) -> None:
    if not parts.case:
        with_case(parts)
    text = parts.documents[name].decode()
    if text.count(old) != 1:
        raise ValueError(f"{old!r} occurs {text.count(old)} times in {name}")
    parts.documents[name] = text.replace(old, new).encode()


def notes_know_no_bugs(parts: Parts) -> None:
    """The part for known bugs is missing."""
    _rewrite(parts, _NOTES, "### Known issues", "### Outlook")


def notes_are_in_german(parts: Parts) -> None:
    """Other words for the same parts."""
    for old, new in (("Added", "Neu"), ("Fixed", "Behoben"), ("Known issues", "Bekannte Fehler")):
        _rewrite(parts, _NOTES, f"### {old}", f"### {new}")


def guide_names_no_prerequisites(parts: Parts) -> None:
    """What must be there first is not said."""
    _rewrite(parts, _GUIDE, "## Prerequisites", "## Overview")


def has_no_guide(parts: Parts) -> None:
    """Notes and support only."""
    with_case(parts)
    del parts.documents[_GUIDE]


def guide_is_in_two_documents(parts: Parts) -> None:
    """Installation in one, configuration in another, as a web page."""
    with_case(parts)
    first, mark, second = parts.documents.pop(_GUIDE).decode().partition("## Configuration")
    parts.documents["install.txt"] = first.encode()
    page = "".join(f"<p>{line}</p>" for line in (mark + second).splitlines())
    parts.documents["configure.html"] = page.encode()


def guide_has_no_proof_case(parts: Parts) -> None:
    """It may be called otherwise, which nobody can know."""
    _rewrite(parts, _GUIDE, "## Proof case\n\n", "")


def support_has_no_telephone(parts: Parts) -> None:
    """A web address only."""
    _rewrite(parts, _SUPPORT, "* Telephone: +1 202 555 0160\n", "* Serial numbers: 100-200-3000\n")


def has_no_support_document(parts: Parts) -> None:
    """Notes and guide only."""
    with_case(parts)
    del parts.documents[_SUPPORT]


def support_is_in_the_guide(parts: Parts) -> None:
    """One document for all, with a telephone number in another form."""
    with_case(parts)
    text = parts.documents.pop(_SUPPORT).decode().replace("+1 202 555 0160", "(202) 555-0160")
    parts.documents[_GUIDE] += text.encode()


def _page(parts: Parts, md5: str, sha1: str) -> None:
    size = len(build(parts))
    facts = f'version = "1.0.0"\ndate = "2026-03-02"\nsize = {size}\nmd5 = "{md5}"\nsha1 = "{sha1}"'
    with_case(parts, landing=facts)


def page_has_an_old_sum(parts: Parts) -> None:
    """The file was built again after the page was written."""
    sha1 = hashlib.sha1(build(parts), usedforsecurity=False).hexdigest()
    _page(parts, hashlib.md5(b"before", usedforsecurity=False).hexdigest(), sha1)


def page_writes_sums_in_capitals(parts: Parts) -> None:
    """The same number all the same."""
    data = build(parts)
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest().upper()
    _page(parts, md5, hashlib.sha1(data, usedforsecurity=False).hexdigest().upper())


def claims_a_release_that_is_none(parts: Parts) -> None:
    """There was no 7.9."""
    with_case(parts, claims='releases = ["7.9", "8.18"]')


def claims_an_update(parts: Parts) -> None:
    """An update of a release, and one that is newer than our list."""
    with_case(parts, claims='releases = ["8.18.1", "9.3"]')


def claims_an_ended_release(parts: Parts) -> None:
    """The product itself is not supported there any more."""
    with_case(parts, claims='releases = ["8.0", "8.18"]')


def _bundle(parts: Parts, name: str, version: str, group: str, **entries: str) -> None:
    pom = f"groupId={group}\nartifactId={name}\nversion={version}\n"
    folder = f"META-INF/maven/{group}/{name}"
    jar = {"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n", _CLASS: classes()[_CLASS]}
    jar[f"{folder}/pom.properties"] = pom.encode()
    jar |= {path.replace("__", "/"): text.encode() for path, text in entries.items()}
    parts.jars[f"lib/{name}-{version}.jar"] = jar


_APACHE: Final = (
    "Apache License\nVersion 2.0, January 2004\nhttp://www.apache.org/licenses/LICENSE-2.0"
)
_GPL: Final = "GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007"
_CDDL: Final = "COMMON DEVELOPMENT AND DISTRIBUTION LICENSE (CDDL) Version 1.0"


def bundles_a_vulnerable_library(parts: Parts) -> None:
    """A version with advisories, which is only minor while nothing leads there."""
    _bundle(parts, "snakeyaml", "1.25", "org.yaml", **{"META-INF__LICENSE": _APACHE})


def bundles_a_repaired_library(parts: Parts) -> None:
    """The first version without them, and another library of the same name."""
    _bundle(parts, "snakeyaml", "2.0", "org.yaml", **{"META-INF__LICENSE": _APACHE})
    _bundle(parts, "h2", "1.4.200", "org.example.hydrogen", **{"META-INF__LICENSE": _APACHE})


def _forbidding(parts: Parts) -> None:
    with_case(parts, claims='releases = ["8.18"]\nforbidden_licences = ["GPL-", "AGPL-"]')


def bundles_a_forbidden_licence(parts: Parts) -> None:
    """The licence file says what it is."""
    _bundle(parts, "torch", "2.1", "org.example.torch", LICENSE=_GPL)
    _forbidding(parts)


def bundles_a_choice_of_licences(parts: Parts) -> None:
    """One of two may be chosen; another has a name that ends alike."""
    lesser = "GNU Lesser General Public License v2.1"
    _bundle(parts, "torch", "2.1", "org.example.torch", **{"META-INF__LICENSE": f"{_CDDL}\n{_GPL}"})
    _bundle(parts, "match", "1.0", "org.example.match", LICENSE=lesser)
    _forbidding(parts)


def bundles_without_a_licence(parts: Parts) -> None:
    """Nothing is said anywhere, which need not mean anything."""
    _bundle(parts, "torch", "2.1", "org.example.torch")
    with_case(parts)


def tells_a_licence_in_its_documents(parts: Parts) -> None:
    """A line in a document is enough."""
    _bundle(parts, "torch", "2.1", "org.example.torch")
    with_case(parts)
    parts.documents["third-party.txt"] = b"torch 2.1: MIT License, Torch Works\n"


def encrypts_in_silence(parts: Parts) -> None:
    """AES, and no document knows."""
    expose(parts, "Encrypts")
    with_case(parts)


def encrypts_as_documented(parts: Parts) -> None:
    """AES, and the guide tells."""
    expose(parts, "Encrypts")
    _rewrite(parts, _GUIDE, "There is nothing to configure.", "Blinks are encrypted with AES.")


def uses_tls_in_silence(parts: Parts) -> None:
    """TLS of the Java runtime, and check sums."""
    expose(parts, "SpeaksTls")
    with_case(parts)


_OFFER: Final = ", see https://beacon.example.org/docs"


def offers_nothing(parts: Parts) -> None:
    """No address anywhere."""
    parts.replace_in(DESCRIPTOR, _OFFER, "")


def offers_help_in_a_workflow(parts: Parts) -> None:
    """The address is in the description of a workflow."""
    parts.replace_in(DESCRIPTOR, _OFFER, "")
    changed(parts, description=f"Blinks{_OFFER}")
