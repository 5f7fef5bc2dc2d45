"""Reading one plug-in archive (`reference/dar-and-vmoapp.md` §4, §9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mockvro.content.archive import Archive, Limits, open_archive
from mockvro.content.descriptor import Descriptor, load_tree, parse_descriptor
from mockvro.content.errors import DescriptorError
from mockvro.content.submission.model import Dar, Severity, SubmissionProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

DESCRIPTOR: Final = "VSO-INF/vso.xml"
_JAR: Final = re.compile(r"lib/[^/]+\.jar")
_PACKAGE: Final = re.compile(r"resources/packages/.+\.package")
_NESTED: Final = re.compile(r".+\.(dar|vmoapp)", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"\$\{[^}]*\}")


def read_dar(data: bytes, *, name: str, where: str, limits: Limits | None = None) -> Dar:
    """Open a plug-in archive and read its descriptor.

    Raises:
        ArchiveError: The archive cannot be read safely.
    """
    return inspect_dar(open_archive(data, name=where, limits=limits), data, name=name, where=where)


def inspect_dar(archive: Archive, data: bytes, *, name: str, where: str) -> Dar:
    """Read the descriptor of an archive that is open already."""
    descriptor, refusal = _descriptor(archive)
    packages = tuple(filter(_PACKAGE.fullmatch, archive.names))
    problems = [*archive_problems(archive, where), *_descriptor_problems(archive, where, refusal)]
    problems += _nested(archive, where)
    if descriptor is not None:
        problems += _placeholders(archive.read(DESCRIPTOR), where)
        problems += _unused_packages(descriptor, packages, where)
    return Dar(
        name=name,
        where=where,
        data=data,
        archive=archive,
        descriptor=descriptor,
        descriptor_error=refusal,
        jars=tuple(filter(_JAR.fullmatch, archive.names)),
        packages=packages,
        problems=tuple(problems),
    )


def archive_problems(archive: Archive, where: str) -> Iterator[SubmissionProblem]:
    """D29 and D42; a duplicate descriptor is an error, since readers disagree which one counts."""
    for problem in archive.problems:
        double = problem.rule == "D29" and problem.entry.lower() == DESCRIPTOR.lower()
        severity: Severity = "error" if double else "warning"
        yield SubmissionProblem(problem.rule, f"{where}!{problem.entry}", problem.detail, severity)


def _descriptor(archive: Archive) -> tuple[Descriptor | None, DescriptorError | None]:
    if DESCRIPTOR not in archive:
        return None, None
    try:
        return parse_descriptor(archive.read(DESCRIPTOR)), None
    except DescriptorError as error:
        return None, error


def _descriptor_problems(
    archive: Archive, where: str, refusal: DescriptorError | None
) -> Iterator[SubmissionProblem]:
    if refusal is not None:
        place = f"{where}!{DESCRIPTOR}"
        yield SubmissionProblem(refusal.rule, place, str(refusal), "error")
    elif DESCRIPTOR not in archive:
        rule, detail = _absence(archive)
        yield SubmissionProblem(rule, where, detail, "error")


def _absence(archive: Archive) -> tuple[str, str]:
    """Rule and text for an archive without descriptor, by what it has instead."""
    wanted = DESCRIPTOR.lower()
    for name in archive.names:
        if name.lower() == wanted:
            return "D05", f"descriptor found as {name}; the name is case-sensitive"
    for name in archive.names:
        if name.lower().endswith(f"/{wanted}"):
            advice = "re-zip without the enclosing folder"
            return "D03", f"{DESCRIPTOR} not in the archive root; found {name} - {advice}"
    return "D04", f"no {DESCRIPTOR} - not a plug-in archive"


def _nested(archive: Archive, where: str) -> Iterator[SubmissionProblem]:
    for name in filter(_NESTED.fullmatch, archive.names):
        detail = f"{name}: nested archive is ignored"
        yield SubmissionProblem("D39", f"{where}!{name}", detail, "warning")


def _placeholders(data: bytes, where: str) -> Iterator[SubmissionProblem]:
    """D38, with the XPath of each attribute or text that still has a ``${…}``."""
    root = load_tree(data)
    for element in root.iter("*"):
        path = root.getroottree().getpath(element)
        attributes = ((str(name), str(value)) for name, value in element.attrib.items())
        texts = [(f"{path}/@{name}", value) for name, value in attributes]
        texts.append((path, element.text or ""))
        for place, text in texts:
            for found in _PLACEHOLDER.findall(text):
                detail = f"{place} still contains {found}: property undefined at build time"
                yield SubmissionProblem("D38", f"{where}!{DESCRIPTOR}", detail, "warning")


def _unused_packages(
    descriptor: Descriptor, packages: tuple[str, ...], where: str
) -> Iterator[SubmissionProblem]:
    actions = descriptor.installation.actions if descriptor.installation else ()
    named = {action.resource for action in actions if action.resource}
    used = named | {f"resources/{path}" for path in named}
    for name in packages:
        if name not in used:
            yield SubmissionProblem("D41", f"{where}!{name}", f"{name} is never installed", "info")
