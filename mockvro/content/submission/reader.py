"""Reading a submitted file."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from mockvro.content.archive import Archive, Limits, open_archive
from mockvro.content.errors import ArchiveError
from mockvro.content.submission.dars import archive_problems, inspect_dar, read_dar
from mockvro.content.submission.eula import ENTRY, decode_eula, eula_problems
from mockvro.content.submission.model import Dar, Submission, SubmissionProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_submission(path: Path, *, limits: Limits | None = None) -> Submission:
    """Read a ``.dar`` or ``.vmoapp``; another suffix is judged by what is inside.

    Raises:
        ArchiveError: The file cannot be read safely. A broken dar inside a vmoapp is a problem
            of the submission instead.
    """
    name = path.name
    data = _bytes(path, limits or Limits())
    archive = open_archive(data, name=name, limits=limits)
    kind = _kind(name, archive)
    problems = [*_suffix(name)]
    if kind == "dar":
        dars = [inspect_dar(archive, data, name=name, where=name)]
        eula = None
    else:
        eula = archive.read(ENTRY) if ENTRY in archive else None
        problems += [*archive_problems(archive, name), *eula_problems(eula, name)]
        problems += _misplaced(archive, name)
        dars = list(_dars(archive, name, limits, problems))
        problems += _same_names(dars, name)
    return Submission(
        file=name,
        kind=kind,
        archive=archive,
        eula=eula,
        eula_text=decode_eula(eula)[0] if eula is not None else None,
        dars=tuple(dars),
        problems=(*problems, *(problem for dar in dars for problem in dar.problems)),
    )


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.archive:
            what = f"archive has {size} bytes (limit {limits.archive})"
            raise ArchiveError(what, rule="D31", where=path.name)
        return path.read_bytes()
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise ArchiveError(what, rule="D01", where=path.name) from error


def _root_dars(archive: Archive) -> list[str]:
    """The dars that the product sees: root files whose extension is exactly ``dar``."""
    return [name for name in archive.names if "/" not in name and name.endswith(".dar")]


def _kind(name: str, archive: Archive) -> Literal["dar", "vmoapp"]:
    lower = name.lower()
    if lower.endswith(".vmoapp"):
        return "vmoapp"
    if lower.endswith(".dar"):
        return "dar"
    return "vmoapp" if _root_dars(archive) else "dar"


def _suffix(name: str) -> Iterator[SubmissionProblem]:
    if not name.endswith((".dar", ".vmoapp")):
        detail = "the product only accepts names ending in .dar or .vmoapp (lower case)"
        yield SubmissionProblem("D40", name, detail, "warning")


def _misplaced(archive: Archive, where: str) -> Iterator[SubmissionProblem]:
    """D32, D33 and D39: dars and applications where the product does not look."""
    root = _root_dars(archive)
    deeper = [name for name in archive.names if "/" in name and name.lower().endswith(".dar")]
    if not root:
        found = f"; found {', '.join(deeper)}" if deeper else ""
        yield SubmissionProblem(
            "D32", where, f"{where} contains no .dar in its root{found}", "error"
        )
    for name in deeper:
        severity: Literal["error", "warning"] = "warning" if root else "error"
        detail = f"{name} ignored: dars must be in the vmoapp root"
        yield SubmissionProblem("D33", f"{where}!{name}", detail, severity)
    for name in archive.names:
        if name.lower().endswith(".vmoapp"):
            detail = f"{name}: nested archive is ignored"
            yield SubmissionProblem("D39", f"{where}!{name}", detail, "warning")


def _dars(
    archive: Archive, where: str, limits: Limits | None, problems: list[SubmissionProblem]
) -> Iterator[Dar]:
    for name in _root_dars(archive):
        place = f"{where}!{name}"
        try:
            yield read_dar(archive.read(name), name=name, where=place, limits=limits)
        except ArchiveError as error:
            problems.append(SubmissionProblem(error.rule, place, error.what, "error"))


def _same_names(dars: list[Dar], where: str) -> Iterator[SubmissionProblem]:
    by_module: dict[str, list[str]] = defaultdict(list)
    for dar in dars:
        if dar.descriptor is not None:
            by_module[dar.descriptor.name].append(dar.name)
    for module, names in by_module.items():
        if len(names) > 1:
            detail = f"{' and '.join(names)} define module {module!r}; the product keeps only one"
            yield SubmissionProblem("D34", where, detail, "warning")
