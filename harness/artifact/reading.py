"""Opening a submission: the archive, the licence text, the dars, their descriptors.

Everything wrong with them is a finding; what could be read in spite of it goes on to the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from harness.artifact.plugin import DESCRIPTOR
from harness.artifact.rulebook import breach
from harness.artifact.rules.eula import ENTRY as EULA
from harness.checks.finding import Effect, Finding
from mockvro.content.archive import Archive, open_archive
from mockvro.content.descriptor import Descriptor, load_tree, parse_descriptor
from mockvro.content.descriptor.tree import Node
from mockvro.content.errors import ArchiveError, DescriptorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAR: Final = ".dar"
VMOAPP: Final = ".vmoapp"
_DOCTYPE: Final = "the document type declaration is ignored; entities are not resolved"


class OpenedDar(Struct, frozen=True, kw_only=True):
    """One dar as far as it could be read.

    Attributes:
        file: File name.
        data: Content of the file.
        archive: ``None`` when it is not a readable archive.
        descriptor: ``None`` when the product would refuse the plug-in.
    """

    file: str
    data: bytes
    archive: Archive | None = None
    descriptor: Descriptor | None = None
    tree: Node | None = None


class Submission(Struct, frozen=True, kw_only=True):
    """A submission as far as it could be read."""

    kind: str
    dars: tuple[OpenedDar, ...]
    readable: bool
    eula: bytes | None = None


def open_submission(path: Path, data: bytes, findings: list[Finding]) -> Submission:
    """Open a file; ``findings`` receives what is wrong with it."""
    name = path.name
    if not name.endswith((DAR, VMOAPP)):
        findings.append(
            breach(
                "D40",
                "the product takes no file of that name",
                where=name,
                expected="a name that ends in .dar or .vmoapp, in lower case",
            )
        )
    archive = _open(data, name, findings)
    kind = _kind(name, archive)
    if archive is None:
        return Submission(kind=kind, dars=(), readable=False)
    if kind == "dar":
        return Submission(
            kind=kind, dars=(_open_dar(name, data, archive, findings),), readable=True
        )
    dars = _dars_of(name, archive, findings)
    eula = archive.read(EULA) if EULA in archive else None
    return Submission(kind=kind, dars=dars, readable=True, eula=eula)


def _kind(name: str, archive: Archive | None) -> str:
    """By suffix as in the product, by content when the suffix is another one."""
    lower = name.lower()
    if lower.endswith(VMOAPP):
        return "vmoapp"
    if lower.endswith(DAR) or archive is None:
        return "dar"
    inner = any(entry.endswith(DAR) and "/" not in entry for entry in archive.names)
    return "vmoapp" if inner and DESCRIPTOR not in archive else "dar"


def _open(data: bytes, name: str, findings: list[Finding]) -> Archive | None:
    try:
        archive = open_archive(data, name=name)
    except ArchiveError as error:
        findings.append(breach(error.rule, error.what, where=_join(name, error.entry)))
        return None
    for problem in archive.problems:
        twin = problem.rule == "D29" and "only in case" in problem.detail
        findings.append(
            breach(
                problem.rule,
                problem.detail,
                where=_join(name, problem.entry),
                effect=Effect.WARN if twin else None,
            )
        )
    return archive


def _dars_of(name: str, archive: Archive, findings: list[Finding]) -> tuple[OpenedDar, ...]:
    in_root = [entry for entry in archive.names if entry.endswith(DAR) and "/" not in entry]
    deeper = [entry for entry in archive.names if entry.endswith(DAR) and "/" in entry]
    what = "the dar is ignored, because it is not in the root of the vmoapp"
    effect = Effect.WARN if in_root else None
    findings += (breach("D33", what, where=entry, effect=effect) for entry in deeper)
    if not in_root and not deeper:
        findings.append(breach("D32", "the vmoapp has no .dar in its root", where=name))
    findings += _nested(archive, VMOAPP)
    opened = [_inner_dar(archive, entry, findings) for entry in in_root]
    findings += _same_modules(opened)
    return tuple(opened)


def _inner_dar(archive: Archive, entry: str, findings: list[Finding]) -> OpenedDar:
    data = archive.read(entry)
    inner = _open(data, entry, findings)
    if inner is None:
        return OpenedDar(file=entry, data=data)
    return _open_dar(entry, data, inner, findings)


def _nested(archive: Archive, *suffixes: str) -> Iterator[Finding]:
    return (
        breach("D39", "an archive inside the archive is ignored", where=entry)
        for entry in archive.names
        if entry.endswith(suffixes)
    )


def _same_modules(dars: list[OpenedDar]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for dar in dars:
        if dar.descriptor is None:
            continue
        first = seen.setdefault(dar.descriptor.name, dar.file)
        if first != dar.file:
            what = f"{first} has the same module {dar.descriptor.name!r}; the product keeps one"
            yield breach("D34", what, where=dar.file)


def _open_dar(file: str, data: bytes, archive: Archive, findings: list[Finding]) -> OpenedDar:
    findings += _nested(archive, DAR, VMOAPP)
    if DESCRIPTOR not in archive:
        findings.append(_no_descriptor(file, archive))
        return OpenedDar(file=file, data=data, archive=archive)
    text = archive.read(DESCRIPTOR)
    try:
        descriptor = parse_descriptor(text)
        tree = Node(load_tree(text))
    except DescriptorError as error:
        findings.append(_refused(error))
        return OpenedDar(file=file, data=data, archive=archive)
    if tree.element.getroottree().docinfo.internalDTD is not None:
        findings.append(breach("D10", _DOCTYPE, where=DESCRIPTOR))
    return OpenedDar(file=file, data=data, archive=archive, descriptor=descriptor, tree=tree)


def _no_descriptor(file: str, archive: Archive) -> Finding:
    """Tell the usual mistakes apart: spelled differently, wrapped in a folder, not there."""
    expected = f"{DESCRIPTOR} in the root"
    for entry in archive.names:
        plain = entry.replace("\\", "/")
        if plain.lower() == DESCRIPTOR.lower():
            what = f"the descriptor is there as {entry}; upper and lower case and slashes count"
            return breach("D05", what, where=file, expected=expected)
        if plain.endswith(f"/{DESCRIPTOR}"):
            what = f"the descriptor is at {entry}: zip it again without the enclosing folder"
            return breach("D03", what, where=file, expected=expected)
    return breach("D04", f"there is no {DESCRIPTOR}: not a plug-in", where=file, expected=expected)


def _refused(error: DescriptorError) -> Finding:
    effect = Effect.FAIL if error.rule in {"D10", "D12"} else None
    return breach(error.rule, error.what, where=error.where, expected=error.advice, effect=effect)


def _join(archive: str, entry: str) -> str:
    return f"{archive}!{entry}" if entry else archive
