"""Whether a release is told apart from an earlier one, and whether it may be called equivalent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import structs

from harness.artifact.constants import texts_like
from harness.artifact.model import Covered, Skipped
from harness.artifact.rulebook import breach
from harness.checks.finding import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.releases import Release
    from harness.artifact.surroundings import Said, Surroundings
    from mockvro.content.descriptor import Descriptor

_DISTINCT, _EQUIVALENT = "pkg.hot-fix-not-distinct", "doc.changed-without-recert"
_NUMBERED: Final = re.compile(r"\d+(\.\d+)*")
_LITERAL_NUMBER: Final = re.compile(r"(?<![{,\d])\d+(?![,}])")
_SHOWN: Final = 20


def rules(around: Surroundings, new: Release | None) -> Iterator[Said]:
    """Compare with the earlier release."""
    old = around.earlier
    if old is None or new is None:
        reason = "no earlier release was named"
        yield from (Skipped(check, reason) for check in (_DISTINCT, _EQUIVALENT))
        return
    yield Covered(_DISTINCT, 1, "earlier release")
    yield from distinct(new, old, around.case.log.signature if around.case else "")
    if around.case is None or not around.case.claims.equivalent:
        yield Skipped(
            _EQUIVALENT, "the case does not claim equivalence (claims.equivalent)", beside=True
        )
        return
    yield Covered(_EQUIVALENT, len(old.own_classes) + len(old.jars) + 1, "parts compared")
    for question, changed in changes(new, old):
        yield breach(
            "S-equivalent",
            f"the submission is said to be equivalent to {old.file}, but {question} changed",
            where=changed[0],
            seen=f"{len(changed)} differences" if len(changed) > 1 else "",
            evidence={"changed": list(changed[:_SHOWN])},
        )


def distinct(new: Release, old: Release, signature: str) -> Iterator[Said]:
    """Different bytes need another version, build or date (programme guide §3.3.1.1)."""
    if new.digests.sha256 == old.digests.sha256 or new.designation != old.designation:
        return
    told, before = _signatures(new, signature), _signatures(old, signature)
    if told and before and told != before:
        return
    version, build = new.designation
    yield breach(
        "S-distinct",
        f"another file than {old.file}, but of the same version {version}, build {build}"
        + (" and with the same release signature" if told else ""),
        where=new.file,
        expected="another version, build or date for every release",
        seen=f"SHA-256 {new.digests.sha256}, earlier {old.digests.sha256}",
        # a signature that the code puts together may have another date
        effect=None if told else Effect.WARN,
    )


def _signatures(release: Release, pattern: str) -> frozenset[str]:
    """Release signatures in the code; the versions and dates of the pattern may be others there."""
    if not pattern:
        return frozenset()
    loose = _LITERAL_NUMBER.sub(r"\\d+", pattern)
    return frozenset(texts_like(release.own_classes.values(), loose))


def changes(new: Release, old: Release) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Questions of App. A that must be answered with yes, and what changed."""
    if _bare(new.plugin.descriptor) != _bare(old.plugin.descriptor):
        yield "vso.xml (question 1)", ("VSO-INF/vso.xml",)
    differing = sorted(_changed_classes(new, old))
    adaptors = {
        (each.adaptor_class or "").replace(".", "/") + ".class"
        for each in old.plugin.descriptor.datasources
    }
    if found := tuple(name for name in differing if name in adaptors):
        yield "the adaptor (question 2)", found
    if found := tuple(name for name in differing if name not in adaptors):
        yield "the factory or what it uses (questions 3 to 5)", found
    if found := tuple(sorted(_changed_libraries(new, old))):
        yield "a library (question 6)", found


def _bare(descriptor: Descriptor) -> Descriptor:
    """A descriptor without what every release has of its own."""
    installation = descriptor.installation
    if installation is not None:
        actions = tuple(
            structs.replace(each, resource=_NUMBERED.sub("#", each.resource or ""))
            for each in installation.actions
        )
        installation = structs.replace(installation, actions=actions)
    return structs.replace(
        descriptor,
        version="",
        build_number="",
        description=_NUMBERED.sub("#", descriptor.description or ""),
        installation=installation,
    )


def _changed_classes(new: Release, old: Release) -> Iterator[str]:
    told = (*new.designation, *old.designation)
    for name in new.own_classes.keys() | old.own_classes.keys():
        one, other = new.own_classes.get(name), old.own_classes.get(name)
        if one is None or other is None or not one.resembles(other, told):
            yield name


def _changed_libraries(new: Release, old: Release) -> Iterator[str]:
    """Jars with other classes; their names and dates do not count."""
    jars = [
        {path: jar for path, jar in each.jars.items() if path not in each.own_jars}
        for each in (new, old)
    ]
    known = [[_classes(jar) for jar in libraries.values()] for libraries in jars]
    for libraries, others in zip(jars, reversed(known), strict=True):
        for path, jar in libraries.items():
            if _classes(jar) not in others:
                yield path


def _classes(jar: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in jar.items() if name.endswith(".class")}
