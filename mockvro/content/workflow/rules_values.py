"""Rules about stored values, presentation and settings (W22 to W30)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from mockvro.content.errors import ValueTextError
from mockvro.content.values import NULL, from_text
from mockvro.content.versions import compare
from mockvro.content.workflow.model import Variable, Workflow
from mockvro.content.workflow.presentation import expressions, shown_parameters
from mockvro.content.workflow.problem import Problem, Surroundings
from mockvro.content.workflow.rules_types import parsed

if TYPE_CHECKING:
    from mockvro.content.typenames import VroType

Rule = Callable[[Workflow, Surroundings], Iterator[Problem]]

_SECRETS: Final = frozenset({"SecureString", "EncryptedString", "Credential"})
_NULL_ON_NONSENSE: Final = frozenset({"number", "Date"})
_FOREIGN: Final = "dunes://service.dunes.ch/CustomSDKObject"
_GET_ACTION: Final = re.compile(r"""GetAction\s*\(\s*["']([^"']+)["']\s*,\s*["']([^"']+)["']""")
_NEWEST_EDITOR: Final = "2.0"


def _filled(workflow: Workflow) -> Iterator[tuple[Variable, VroType, str]]:
    """The attributes that have a value, with their types."""
    for variable in workflow.attributes:
        kind = parsed(variable.type)
        if kind is not None and variable.value not in {None, "", NULL}:
            yield variable, kind, variable.value or ""


def _secrets(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    for variable, kind, _text in _filled(workflow):
        if kind.name in _SECRETS:
            detail = f"{kind.name} attribute has a value, which anybody can read"
            yield Problem("W22", "warning", variable.name, detail)


def unreadable_reason(kind: VroType, text: str) -> str | None:
    """Why a stored text is no value of its type; ``None`` when it is one."""
    try:
        value = from_text(str(kind), text)
    except ValueTextError as error:
        return error.what
    if value is None and kind.name in _NULL_ON_NONSENSE:
        return f"{text[:40]!r} reads as null"
    if kind.name == "boolean" and text.lower() not in {"true", "false"}:
        return f"{text[:40]!r} reads as false"
    return None


def _unreadable(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    for variable, kind, text in _filled(workflow):
        reason = unreadable_reason(kind, text)
        if reason is not None:
            detail = f"value is no {kind}: {reason}"
            yield Problem("W23", "warning", variable.name, detail)


def _newer_form(workflow: Workflow, around: Surroundings) -> Iterator[Problem]:
    if around.counted_values:
        return
    for variable, kind, text in _filled(workflow):
        grouped = kind.element is not None or kind.kind == "composite" or kind.name == "Properties"
        if grouped and text.startswith(("[", "{")):
            detail = "value has the 8.x form, which the target reads as null"
            yield Problem("W24", "warning", variable.name, detail)


def _foreign_objects(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    for variable, _kind, text in _filled(workflow):
        if _FOREIGN in text:
            detail = "value names an object of the server that the workflow was made on"
            yield Problem("W28", "warning", variable.name, detail)


def _unknown_in_presentation(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    inputs = {parameter.name for parameter in workflow.inputs}
    for shown in shown_parameters(workflow.presentation):
        if shown.name not in inputs:
            detail = f"presentation shows {shown.name!r}, which is no input"
            yield Problem("W25", "warning", shown.name, detail)
    for item in workflow.items:
        answers = {bind.name for bind in (*item.in_bindings, *item.out_bindings)}
        for shown in shown_parameters(item.presentation):
            if shown.name not in answers:
                detail = f"form shows {shown.name!r}, which is not bound"
                yield Problem("W25", "warning", item.name, detail)


def _actions_in_presentation(workflow: Workflow, around: Surroundings) -> Iterator[Problem]:
    if around.actions is None:
        return
    presentations = [("workflow", workflow.presentation)]
    presentations += [(item.name, item.presentation) for item in workflow.items]
    for where, presentation in presentations:
        for text in expressions(presentation):
            for module, name in _GET_ACTION.findall(text):
                if f"{module}/{name}" not in around.actions:
                    detail = f"GetAction of {module}/{name}, which is not in the same package"
                    yield Problem("W26", "warning", where, detail)


def _settings(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    modes = (
        ("restartMode", workflow.restart_mode, {"0", "1"}),
        ("resumeFromFailedMode", workflow.resume_mode, {"0", "1", "2"}),
    )
    for name, value, allowed in modes:
        if value not in allowed:
            yield Problem("W27", "warning", "workflow", f"{name} is {value!r}")
    if workflow.editor_version and compare(workflow.editor_version, _NEWEST_EDITOR) > 0:
        detail = f"saved by editor version {workflow.editor_version}"
        yield Problem("W30", "info", "workflow", detail)


def _descriptions(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    described = {
        shown.name for shown in shown_parameters(workflow.presentation) if shown.description
    }
    for parameter in workflow.inputs:
        if not parameter.description.strip() and parameter.name not in described:
            yield Problem("W29", "info", parameter.name, "input has no description")


RULES: Final[tuple[Rule, ...]] = (
    _secrets,
    _unreadable,
    _newer_form,
    _foreign_objects,
    _unknown_in_presentation,
    _actions_in_presentation,
    _settings,
    _descriptions,
)
