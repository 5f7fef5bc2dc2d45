"""Rules about content packages: readable, signed, named (``reference/package-format.md`` §9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.artifact.rulebook import breach, rulebook
from harness.checks.finding import Effect
from mockvro.content.package import package_problems, verify_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.contents import PackageFile
    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.package import Element, Package, SignatureReport

_SHOWN: Final = 20
_SCRIPTED: Final = ("Workflow", "ScriptModule")
"""Element types whose content rules/workflows.py parses."""

_UNUSABLE: Final = re.compile(r"[/\\\x00-\x1f\x7f]")


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge every package of the dar."""
    for file in plugin.packages:
        if file.package is None:
            yield _unreadable(file)
            continue
        yield from _problems(plugin, file.entry, file.package)
        yield from signature_rules(file.entry, verify_package(file.package))
        for element in file.package.elements:
            yield from _names(file.entry, element)


def _unreadable(file: PackageFile) -> Finding:
    """A package that nothing installs harms nobody."""
    detail = file.problem.what if file.problem else "cannot be read"
    effect = None if file.installed else Effect.WARN
    return breach("D25", f"not a package: {detail}", where=file.entry, effect=effect)


def _problems(plugin: Plugin, entry: str, package: Package) -> Iterator[Finding]:
    judged_elsewhere = {each.id for each in package.elements if each.type in _SCRIPTED}
    for problem in package_problems(package):
        if problem.rule == "P09" and problem.where in judged_elsewhere:
            continue
        effect = rulebook()[problem.rule].effect
        if problem.severity == "error":
            effect = Effect.FAIL
        elif problem.rule == "P06":
            effect = Effect.WARN
        elif problem.rule == "P04" and f"types of {plugin.descriptor.name} " in problem.detail:
            effect = Effect.NOTE  # a plug-in need not require itself
        yield breach(problem.rule, problem.detail, where=f"{entry}!{problem.where}", effect=effect)


def signature_rules(entry: str, report: SignatureReport) -> Iterator[Finding]:
    """Judge what verifying found (``reference/package-format.md`` §5)."""
    if report.fault == "unsigned":
        yield breach("D26", "the package is not signed", where=entry, effect=Effect.WARN)
    elif report.fault == "bad-entries":
        yield breach(
            "D26",
            f"the signature does not fit: {len(report.bad)} changed and {len(report.missing)} "
            "unsigned entries",
            where=entry,
            seen=", ".join([*report.bad, *report.missing][:3]),
            evidence={"bad": report.bad[:_SHOWN], "missing": report.missing[:_SHOWN]},
        )
    elif report.fault:
        what = f"the signature cannot be verified: {report.fault.replace('-', ' ')}"
        yield breach("D26", what, where=entry, seen=report.signer)
    if report.sample_key:
        yield breach(
            "P12",
            "the package is signed with the sample key of the SDK, which everybody has",
            where=entry,
            expected="a key of your own",
            seen=report.signer,
            evidence={"certificate_sha256": report.fingerprint},
        )
    if report.expired:
        yield breach(
            "D26",
            "the certificate of the signer is not valid now",
            where=entry,
            effect=Effect.WARN,
            seen=str(report.valid_until),
        )
    for orphan in report.orphans[:_SHOWN]:
        yield breach(
            "P14", "a signature of an entry that does not exist", where=f"{entry}!{orphan}"
        )


def _names(entry: str, element: Element) -> Iterator[Finding]:
    """Names that break the import (``inst.bad-element-name``)."""
    named = [("category", part.name) for part in element.categories]
    if "name" in element.info:
        named.append(("element", element.info["name"]))
    for kind, name in named:
        if not name.strip() or _UNUSABLE.search(name):
            yield breach(
                "S-name",
                f"the name of the {kind} cannot be imported: {name!r}",
                where=f"{entry}!elements/{element.folder}",
                expected="no slash, backslash or control character, and not empty",
            )
