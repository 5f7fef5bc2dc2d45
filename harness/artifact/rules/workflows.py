"""What the workflows and actions of the packages refer to (``wf.broken-binding``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from harness.artifact.rulebook import breach, rulebook
from harness.checks.finding import Effect
from mockvro.content.action import Action, parse_action
from mockvro.content.errors import ElementError
from mockvro.content.workflow import Workflow, parse_workflow
from mockvro.content.workflow.rules import Problem, Surroundings, workflow_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.artifact.contents import PackageFile
    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.package import Element

_OF_THE_PRODUCT: Final = "com.vmware."
"""Modules below it come with the product; they are not packaged and cannot be judged."""


@dataclass(frozen=True)
class _Parsed:
    """An element with its meaning."""

    file: PackageFile
    element: Element
    content: Workflow | Action

    @property
    def where(self) -> str:
        """How findings name it."""
        kind = "workflow" if isinstance(self.content, Workflow) else "action"
        return f"{self.file.entry}!{kind} {self.content.name or self.element.id}"


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge every workflow; actions only as far as they can be parsed."""
    findings: list[Finding] = []
    parsed = list(_parse(plugin, findings))
    yield from findings
    around = _surroundings(plugin, parsed)
    for each in parsed:
        if isinstance(each.content, Workflow):
            for problem in workflow_problems(each.content, around):
                yield from _judge(each, problem, around)


def _parse(plugin: Plugin, findings: list[Finding]) -> Iterator[_Parsed]:
    for file in plugin.packages:
        for element in file.package.elements if file.package else ():
            try:
                if element.type == "Workflow":
                    yield _Parsed(file, element, parse_workflow(element.text))
                elif element.type == "ScriptModule":
                    yield _Parsed(file, element, parse_action(element.text))
            except ElementError as error:
                where = f"{file.entry}!elements/{element.folder}"
                findings.append(breach(error.rule, f"cannot be read: {error.what}", where=where))


def _surroundings(plugin: Plugin, parsed: Iterable[_Parsed]) -> Surroundings:
    """All packages of the dar count as one set, since they are installed together."""
    packages = [file.package for file in plugin.packages if file.package is not None]
    actions = [each for each in parsed if isinstance(each.content, Action)]
    return Surroundings(
        workflow_ids=frozenset(
            element.id
            for package in packages
            for element in package.elements
            if element.type == "Workflow"
        ),
        actions=frozenset(f"{each.element.path}/{each.content.name}" for each in actions),
        module=plugin.descriptor.name,
        finder_types=frozenset(finder.type for finder in plugin.descriptor.finders),
        used_plugins=frozenset(used.name for package in packages for used in package.used_plugins),
    )


def _judge(each: _Parsed, problem: Problem, around: Surroundings) -> Iterator[Finding]:
    effect = rulebook()[problem.rule].effect
    if problem.rule == "W14":
        effect = _missing_action(problem, around)
    elif problem.severity == "warning" and problem.rule == "W07":
        effect = Effect.WARN
    where = f"{each.where}, {problem.where}"
    yield breach(problem.rule, problem.detail, where=where, effect=effect)


def _missing_action(problem: Problem, around: Surroundings) -> Effect:
    """A module that is packaged must be complete; others may be installed by somebody else."""
    own = {action.partition("/")[0] for action in around.actions or ()}
    if any(f"action {module}/" in problem.detail for module in own):
        return Effect.FAIL
    return Effect.NOTE if f"action {_OF_THE_PRODUCT}" in problem.detail else Effect.WARN
