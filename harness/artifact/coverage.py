"""What each static check looked at, so that one without subject never counts as a pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.artifact.model import Covered, Skipped
from harness.artifact.rules.describing import described_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from harness.artifact.plugin import Plugin
    from harness.case.model import Case
    from mockvro.content.submission import Submission

CLASS_CHECKS: Final = (
    "pkg.adaptor-class-missing",
    "pkg.java-level",
    "pkg.api-missing",
    "pkg.internal-api",
    "pkg.duplicate-classes",
    "pkg.native-code",
    "cl.system-exit",
    "cl.default-ssl",
    "cl.default-authenticator",
    "cl.process-spawn",
    "cl.deserialise-untrusted",
    "cl.reflection-deep",
    "cl.class-for-name-input",
    "cl.finalize",
    "pkg.known-cve",
    "pkg.licence-missing",
    "pkg.encryption-undeclared",
)
"""Checks that judge class files, wholly or in part."""

_DESCRIPTOR_CHECKS: Final = (
    "pkg.vso-xml-invalid",
    "pkg.unresolved-placeholder",
    "pkg.version-missing",
    "pkg.version-disagrees",
    "pkg.trademark-in-name",
    "inst.doc-offer-missing",
)
_ENTRY_CHECKS: Final = ("pkg.debris", "pkg.native-code")
_PACKAGE_CHECKS: Final = ("pkg.default-signer", "pkg.broken-signature")
_ELEMENT_CHECKS: Final = (
    "wf.broken-binding",
    "wf.locked-or-editable",
    "wf.hidden-required-field",
    "inst.bad-element-name",
)


def without_classes(reason: str, *, unable: bool = False) -> Iterator[Skipped]:
    """Mark every check that needs the class index as skipped."""
    return (Skipped(check, reason, unable) for check in CLASS_CHECKS)


def covered(
    submission: Submission | None, plugins: Sequence[Plugin], case: Case | None
) -> Iterator[Covered]:
    """Count what there was to look at."""
    yield Covered("pkg.not-a-dar", 1, "file")
    if submission is not None:
        yield Covered("doc.eula-missing", 1, f"{submission.kind} file")
    if case is not None:
        yield Covered("doc.bundle-missing", 1, "case")
    if case is not None and case.documentation_zip is not None:
        yield Covered("doc.release-notes", 1, "documentation archive")
    for plugin in plugins:
        for checks, count, what in _subjects(plugin):
            yield from (Covered(check, count, what) for check in checks)


def _subjects(plugin: Plugin) -> Iterator[tuple[Iterable[str], int, str]]:
    descriptor = plugin.descriptor
    yield _DESCRIPTOR_CHECKS, 1, "descriptor"
    yield _ENTRY_CHECKS, len(plugin.archive.names), "entries of the dar"
    parts = list(described_parts(descriptor))
    yield ("doc.api-doc-missing",), len(parts), "parts that scripts see"
    references = len(descriptor.finders) + len(descriptor.objects)
    yield ("pkg.dangling-type",), references, "finders and scripting objects"
    icons = [descriptor.image, *(finder.image for finder in descriptor.finders)]
    actions = len(descriptor.installation.actions) if descriptor.installation else 0
    named = len([icon for icon in icons if icon]) + actions
    yield ("pkg.resource-missing",), named, "icons and installation actions"
    yield ("pkg.bundles-host-jars",), len(plugin.jars), "jars"
    opened = [file.package for file in plugin.packages if file.package is not None]
    yield _PACKAGE_CHECKS, len(opened), "packages"
    yield _ELEMENT_CHECKS, sum(len(package.elements) for package in opened), "package elements"
    if plugin.classes is not None:
        yield CLASS_CHECKS, len(plugin.classes.classes), "class files"
