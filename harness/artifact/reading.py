"""Opening a submission; everything wrong with it is a finding.

What could be read in spite of that goes on to the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.artifact.plugin import DESCRIPTOR, Plugin
from harness.artifact.rulebook import breach, rulebook
from harness.checks.finding import Effect
from mockvro.content.descriptor import load_tree
from mockvro.content.descriptor.tree import Node
from mockvro.content.errors import ArchiveError
from mockvro.content.submission import read_submission

if TYPE_CHECKING:
    from pathlib import Path

    from harness.checks.finding import Finding
    from mockvro.content.submission import Dar, Submission, SubmissionProblem

_JUDGED_HERE: Final = {
    "D38": "rules/placeholders.py exempts texts",
    "D41": "rules/resources.py looks at the whole dar",
}
"""Rules that the reader reports too, and why we do not take its word."""

_DOCTYPE: Final = "the document type declaration is ignored; entities are not resolved"


def open_submission(path: Path, findings: list[Finding]) -> Submission | None:
    """Open a file; ``findings`` receives what is wrong. ``None`` when it is no safe archive."""
    try:
        submission = read_submission(path)
    except ArchiveError as error:
        where = f"{path.name}!{error.entry}" if error.entry else path.name
        findings.append(breach(error.rule, error.what, where=where, expected=error.advice))
        return None
    names = {dar.where: dar.archive.names for dar in submission.dars}
    names.setdefault(path.name, submission.archive.names)
    problems = (each for each in submission.problems if each.rule not in _JUDGED_HERE)
    findings += (_finding(problem, names) for problem in problems)
    if submission.kind == "dar":
        findings.append(_no_place_for_eula(path.name))
    return submission


def _finding(problem: SubmissionProblem, names: dict[str, tuple[str, ...]]) -> Finding:
    effect = rulebook()[problem.rule].effect
    if problem.severity == "error":
        effect = Effect.FAIL
    elif problem.rule == "D33" or (problem.rule == "D29" and _is_twin(problem, names)):
        effect = Effect.WARN
    return breach(problem.rule, problem.detail, where=problem.where, effect=effect)


def _is_twin(problem: SubmissionProblem, names: dict[str, tuple[str, ...]]) -> bool:
    """Whether two names differ in case only, which the product tells apart."""
    archive, _, entry = problem.where.rpartition("!")
    others = (name for name in names.get(archive, ()) if name != entry)
    return any(name.casefold() == entry.casefold() for name in others)


def _no_place_for_eula(file: str) -> Finding:
    return breach(
        "D35",
        "a bare .dar has no place for a licence text",
        where=file,
        expected="a .vmoapp with VSO-INF/vsoapp.txt",
        effect=Effect.WARN,
    )


def open_plugin(dar: Dar, releases: tuple[str, ...], findings: list[Finding]) -> Plugin | None:
    """Prepare a dar for the rules; ``None`` when the product would refuse it."""
    if dar.descriptor is None:
        return None
    tree = Node(load_tree(dar.archive.read(DESCRIPTOR)))
    if tree.element.getroottree().docinfo.internalDTD is not None:
        findings.append(breach("D10", _DOCTYPE, where=DESCRIPTOR))
    return Plugin(dar=dar, descriptor=dar.descriptor, tree=tree, releases=releases)
