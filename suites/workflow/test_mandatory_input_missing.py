"""wf.mandatory-input-missing: a workflow needs inputs and marks none as mandatory."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, ShippedElement, ShippedPackage, Stage

DEADLINE_S: Final = 15.0
_ENGINE: Final = re.compile(r"\b(?:TypeError|ReferenceError|JavaException|InternalError)\b")


class Marks(NamedTuple):
    """What form or presentation say about the inputs."""

    mandatory: frozenset[str]
    preset: frozenset[str]


@check("wf.mandatory-input-missing")
def test_mandatory_input_missing(
    stage: Stage, shipped: tuple[ShippedPackage, ...], judge: Judge
) -> None:
    """Run every workflow without inputs that lets a person do so."""
    workflows = [each for package in shipped for each, _ in package.workflows if each.inputs]
    if not workflows:
        judge.not_exercised("the plug-in ships no workflow with inputs")
    judge.covered("workflows with inputs", len(workflows))
    for element in open_to_nothing(workflows):
        judge.covered("workflows run without inputs")
        error = run_bare(stage, element)
        if not error:
            continue
        readable = not _ENGINE.search(error) and names_one(error, element.inputs)
        file = judge.warn if readable else judge.fail
        file(
            "a workflow fails without its inputs, and marks none of them as mandatory",
            where=f"workflow {element.name}",
            expected="what is needed is marked as mandatory",
            seen=error,
            evidence={"inputs": element.inputs},
        )


def open_to_nothing(workflows: Iterable[ShippedElement]) -> Iterator[ShippedElement]:
    """Workflows that mark no input as mandatory and do not preset all of them."""
    for element in workflows:
        marks = marks_of(element)
        if not marks.mandatory and not set(element.inputs) <= marks.preset:
            yield element


def marks_of(element: ShippedElement) -> Marks:
    """Read the form where there is one, else the presentation."""
    form = element.forms.get("")
    if form:
        try:
            return form_marks(json.loads(form))
        except (ValueError, RecursionError):
            return Marks(frozenset(), frozenset())  # P18 reports what is no form
    presentation = element.workflow.presentation if element.workflow else None
    qualified = list(qualifiers(presentation))
    return Marks(
        frozenset(
            name for name, mark, text in qualified if mark == "mandatory" and text != "false"
        ),
        frozenset(name for name, mark, _ in qualified if mark in ("defaultValue", "dataBinding")),
    )


def form_marks(form: Any) -> Marks:
    """Marks of an input form (``reference/package-format.md`` §3.5)."""
    schema = form.get("schema") if isinstance(form, dict) else None
    fields = {key: value for key, value in (schema or {}).items() if isinstance(value, dict)}
    return Marks(
        frozenset(
            key for key, each in fields.items() if (each.get("constraints") or {}).get("required")
        ),
        frozenset(key for key, each in fields.items() if each.get("default") not in (None, "")),
    )


def qualifiers(node: Any, parameter: str = "") -> Iterator[tuple[str, str, str]]:
    """Parameter, name and text of each qualifier below a node of a presentation."""
    for child in node.children if node is not None else ():
        if child.name == "p-qual" and parameter:
            yield parameter, child.get("name"), child.text.strip()
        else:
            inner = child.get("name") if child.name == "p-param" else parameter
            yield from qualifiers(child, inner)


def run_bare(stage: Stage, element: ShippedElement) -> str:
    """Run a workflow without inputs; its error, empty when it does not fail."""
    workflows = stage.client.workflows
    if workflows.get(element.id) is None:
        return ""  # inst.partial-package tells it
    run = workflows.run(element.id, [], deadline=DEADLINE_S)
    if run.document.state not in ("completed", "failed"):
        workflows.cancel(element.id, run.document.id)
    return (run.document.content_exception or "failed") if run.document.state == "failed" else ""


def names_one(error: str, inputs: Iterable[str]) -> bool:
    """Whether an error has the name of an input as a word."""
    words = {word.lower() for word in re.findall(r"\w+", error)}
    return any(name.lower() in words for name in inputs)
