"""Applying the rules to one readable plug-in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from harness.artifact import coverage
from harness.artifact.indexing import Indexing
from harness.artifact.libraries import licences_of_jar
from harness.artifact.rules import (
    agreement,
    code,
    deeds,
    describing,
    documents,
    fields,
    identity,
    jars,
    library,
    members,
    names,
    objects,
    offering,
    packages,
    placeholders,
    resources,
    schema,
    types,
    wiring,
    workflows,
)
from harness.errors import HarnessError
from mockvro.errors import MockvroError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.classes import ClassIndex
    from harness.artifact.model import Skipped
    from harness.artifact.plugin import Plugin
    from harness.case.model import Case
    from harness.checks.finding import Finding

_PLAIN = (
    schema.rules,
    placeholders.rules,
    identity.rules,
    wiring.rules,
    types.rules,
    resources.rules,
    jars.entry_rules,
    packages.rules,
    workflows.rules,
    library.rules,
    fields.rules,
    names.debris_rules,
    describing.rules,
    documents.inside_rules,
    offering.rules,
)
"""Rules that need nothing but the dar."""


def judge_plugin(
    plugin: Plugin, file: str, case: Case | None, *, class_files: bool, skipped: list[Skipped]
) -> tuple[Plugin, list[Finding]]:
    """Apply every rule to a plug-in that came in a file of that name.

    The JVM reads class files while the other rules run and jars are searched for licences.

    Returns:
        The plug-in with its class index, and the findings.
    """
    if not class_files or not plugin.jars:
        return plugin, list(_judge(plugin, file, case))
    content = {name: plugin.archive.read(name) for name in plugin.jars}
    try:
        indexing = Indexing(content, plugin.descriptor, plugin.releases)
    except MockvroError as error:
        skipped += coverage.without_classes(error.what)
        return plugin, list(_judge(plugin, file, case))
    with indexing:
        findings = list(_judge(plugin, file, case))
        licences = {name: licences_of_jar(jar, name) for name, jar in content.items()}
        index = _result(indexing, skipped)
    if index is not None:
        findings += _judge_classes(plugin, index)
    return replace(plugin, classes=index, licences=licences), findings


def _result(indexing: Indexing, skipped: list[Skipped]) -> ClassIndex | None:
    """The index; a jar that our reader does not survive costs the checks that need it, no more."""
    try:
        return indexing.result()
    except HarnessError as error:
        skipped += coverage.without_classes(error.what, unable=True)
        return None


def _judge(plugin: Plugin, file: str, case: Case | None) -> Iterator[Finding]:
    file_names = tuple(dict.fromkeys((file, plugin.file)))
    for rules in _PLAIN:
        yield from rules(plugin)
    yield from names.trademark_rules(plugin, file_names)
    yield from agreement.rules(plugin, file_names, case)


def _judge_classes(plugin: Plugin, index: ClassIndex) -> Iterator[Finding]:
    yield from jars.class_rules(plugin, index)
    yield from members.rules(plugin, index)
    yield from objects.rules(plugin, index)
    yield from code.rules(plugin, index)
    yield from deeds.rules(index)
