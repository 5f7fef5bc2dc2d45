"""The static judgement of a submission."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from harness.artifact import coverage
from harness.artifact.contents import open_packages
from harness.artifact.digests import digests_of
from harness.artifact.judging import judge_plugin
from harness.artifact.model import Artifact, DarSummary, Inspection, PackageSummary, Skipped
from harness.artifact.reading import open_plugin, open_submission
from harness.artifact.releases import Release, read_release
from harness.artifact.rules import documents, guides, libraries, promises, sameness, upgrades
from harness.artifact.surroundings import Surroundings, sorted_out
from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from harness.artifact.contents import PackageFile
    from harness.artifact.digests import Digests
    from harness.artifact.plugin import Plugin
    from harness.artifact.surroundings import Said
    from harness.case.model import Case
    from harness.checks.finding import Finding
    from mockvro.content.submission import Dar, Submission

MAX_DARS = 16
"""Dars of one submission whose class files are read; each costs a JVM."""

_DOCUMENT_CHECKS = ("doc.bundle-missing", "doc.release-notes")


def inspect_artifact(
    path: Path,
    *,
    case: Case | None = None,
    class_files: bool = True,
    previous: Path | None = None,
) -> Inspection:
    """Judge a submission without running it.

    Args:
        path: A ``.dar`` or ``.vmoapp``; anything wrong inside it is a finding.
        case: What the partner says about it.
        class_files: Whether to read class files, which needs Java.
        previous: An earlier release to compare with.

    Raises:
        UsageError: The file does not exist or cannot be read.
        HarnessError: A defect of ours.
    """
    digests = digests_of(_content(path))
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    submission = open_submission(path, findings)
    if not class_files:
        skipped += coverage.without_classes("class files were not to be read")
    plugins: list[Plugin] = []
    for plugin in _plugins(submission, case, findings):
        read = class_files and len(plugins) < MAX_DARS
        judged, found = judge_plugin(plugin, path.name, case, class_files=read, skipped=skipped)
        plugins.append(judged)
        findings += found
    if len(plugins) > MAX_DARS:
        skipped += coverage.without_classes(f"more than {MAX_DARS} dars", unable=True)
    findings += _documentation(case, plugins, skipped)
    around = Surroundings(path, digests, case, tuple(plugins), _earlier(previous, plugins))
    said = sorted_out(_around(around))
    findings += said[0]
    skipped += said[1]
    return Inspection(
        artifact=_artifact(path, digests, submission, plugins),
        findings=tuple(findings),
        covered=(*coverage.covered(submission, plugins, case), *said[2]),
        skipped=tuple(skipped),
        classes=next((plugin.classes for plugin in plugins), None),
        notes=around.notes,
        manual=around.manual,
        unreadable=around.documents.unreadable if around.documents else (),
    )


def _earlier(path: Path | None, plugins: Sequence[Plugin]) -> Release | None:
    return read_release(path, plugins[0].descriptor.name) if path and plugins else None


def _around(around: Surroundings) -> Iterator[Said]:
    """Judge what needs more than one archive to look at."""
    yield from guides.rules(around)
    yield from promises.rules(around)
    yield from libraries.rules(around)
    main = next(iter(around.plugins), None)
    new = Release(around.path.name, around.digests, main) if main else None
    yield from sameness.rules(around, new)
    yield from upgrades.rules(around, new)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the artifact cannot be read: {error.strerror}",
            where=str(path),
            advice="give the path of a .dar or .vmoapp file",
        ) from error


def _plugins(
    submission: Submission | None, case: Case | None, findings: list[Finding]
) -> Iterator[Plugin]:
    releases = case.claims.releases if case else ()
    for dar in submission.dars if submission else ():
        plugin = open_plugin(dar, releases, findings)
        if plugin is not None:
            yield replace(plugin, packages=tuple(open_packages(plugin)))


def _documentation(
    case: Case | None, plugins: list[Plugin], skipped: list[Skipped]
) -> Iterator[Finding]:
    """Judge the documentation archive that the case names, and that it names one."""
    path = case.documentation_zip if case else None
    if case is None:
        skipped += (Skipped(check, "there is no case") for check in _DOCUMENT_CHECKS)
        return
    if path is None:
        skipped.append(Skipped("doc.release-notes", "the case names no documentation archive"))
        yield documents.not_named()
        return
    findings: list[Finding] = []
    archive = documents.open_documents(path, findings)
    yield from findings
    version = plugins[0].descriptor.version if plugins else ""
    first = case.documentation.first_release
    for each in documents.notes_rules(archive, version, first_release=first) if archive else ():
        if isinstance(each, documents.Unreadable):
            reason = f"the format of {each.name} cannot be read"
            skipped.append(Skipped("doc.release-notes", reason, unable=True))
        else:
            yield each


def _artifact(
    path: Path, digests: Digests, submission: Submission | None, plugins: list[Plugin]
) -> Artifact:
    opened = {plugin.dar.where: plugin for plugin in plugins}
    return Artifact(
        name=path.name,
        kind=submission.kind if submission else "unreadable",
        digests=digests,
        dars=tuple(
            _summary(dar, opened.get(dar.where)) for dar in (submission.dars if submission else ())
        ),
    )


def _summary(dar: Dar, plugin: Plugin | None) -> DarSummary:
    packages = (file for file in (plugin.packages if plugin else ()) if file.package is not None)
    return DarSummary(
        file=dar.name,
        digests=digests_of(dar.data),
        descriptor=dar.descriptor,
        jars=dar.jars,
        packages=tuple(map(_package_summary, packages)),
    )


def _package_summary(file: PackageFile) -> PackageSummary:
    package = file.package
    return PackageSummary(
        entry=file.entry,
        name=package.name if package else "",
        elements=len(package.elements) if package else 0,
    )
