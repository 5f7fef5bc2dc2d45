"""Fields of input forms and presentations: what is required must be shown to somebody.

The form counts where there is one, else the presentation (``reference/package-format.md`` §3.5,
``reference/workflow-xml.md`` §6). A condition counts as one that can come true unless the form
itself rules it out: a field that is not there, or a value that its fixed list does not have.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from harness.artifact.rulebook import breach
from mockvro.content.package import parse_elements
from mockvro.content.workflow import Workflow, shown_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.workflow import Node
    from mockvro.content.workflow.presentation import Shown

_COMPARED: Final = re.compile(
    r"\s*#(?P<name>\w+)\s*==\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)\s*"
)


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge the own form of every workflow, and its presentation where it has none."""
    for file in plugin.packages:
        for parsed in parse_elements(file.package) if file.package else ():
            workflow = parsed.content
            if not isinstance(workflow, Workflow):
                continue
            where = f"{file.entry}!workflow {workflow.name or workflow.id}"
            forms = dict(parsed.element.forms)
            own = forms.pop("", None)
            hidden = hidden_in_form(own) if own else hidden_in_presentation(workflow)
            yield from _tell(hidden, where)
            for item, text in forms.items():
                yield from _tell(hidden_in_form(text), f"{where}, {item}")


def _tell(hidden: Iterator[tuple[str, str]], where: str) -> Iterator[Finding]:
    for field, why in hidden:
        yield breach(
            "S-shown",
            f"the field {field} is required, and nobody ever sees it",
            where=where,
            expected="a required field can be filled in, or has a value",
            seen=why,
        )


def hidden_in_form(text: str) -> Iterator[tuple[str, str]]:
    """Required fields of a form without a value that it never shows, with the reason."""
    try:
        form = json.loads(text)
        schema = dict(form["schema"])
        layout = {field["id"]: states for field, states in _fields(form["layout"])}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return  # P18 reports what is no form
    for name, field in schema.items():
        if not isinstance(field, dict) or field.get("default") not in (None, ""):
            continue
        if (field.get("constraints") or {}).get("required") is not True:
            continue
        if name not in layout:
            yield name, "it is on no page of the form"
        elif any(not _can_show(state, schema) for state in layout[name]):
            shown = [state.get("visible", True) for state in layout[name]]
            yield name, f"visible = {json.dumps(shown if len(shown) > 1 else shown[0])}"


def _fields(layout: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each field with the states that decide about it: page, section, its own."""
    for page in layout.get("pages") or ():
        for section in page.get("sections") or ():
            for field in section.get("fields") or ():
                around = (page, section, field)
                yield field, [part["state"] for part in around if part.get("state")]


def _can_show(state: dict[str, Any], schema: Mapping[str, Any]) -> bool:
    visible = state.get("visible", True)
    if not isinstance(visible, list):
        return visible is not False
    showing = [rule for rule in visible if isinstance(rule, dict) and rule.get("value") is True]
    return any(_can_be(rule, schema) for rule in showing)


def _can_be(rule: dict[str, Any], schema: Mapping[str, Any]) -> bool:
    equal = rule.get("equals")
    if not isinstance(equal, dict):
        return True
    return all(_can_have(schema.get(name), value) for name, value in equal.items())


def _can_have(field: Any, value: Any) -> bool:
    """Whether a field of the form can have a value, as far as the form says."""
    if not isinstance(field, dict):
        return False
    kind = field.get("type")
    if isinstance(kind, dict) and kind.get("dataType") == "boolean":
        return value in (True, False, "true", "false")
    listed = field.get("valueList")
    if not isinstance(listed, list):
        return True
    known = [each.get("value") if isinstance(each, dict) else each for each in listed]
    return value in known or str(value) in map(str, known)


def hidden_in_presentation(workflow: Workflow) -> Iterator[tuple[str, str]]:
    """Mandatory parameters without a value that a presentation never shows, with the reason."""
    enumerated = {each.name: _choices(each) for each in shown_parameters(workflow.presentation)}
    for shown, around in _shown_with(workflow.presentation, ()):
        names = {each.name for each in shown.qualifiers}
        if shown.static("mandatory") != "true" or names & {"defaultValue", "dataBinding"}:
            continue
        own = tuple((each.name, each.kind, each.text) for each in shown.qualifiers)
        for name, kind, text in (*around, *own):
            if _hides(name, kind, text, enumerated):
                yield shown.name, f"{name} = {text}"
                break


Qualifiers = tuple[tuple[str, str, str], ...]


def _shown_with(node: Node | None, around: Qualifiers) -> Iterator[tuple[Shown, Qualifiers]]:
    """Each parameter with the qualifiers of the steps and groups that it lies in."""
    for child in node.children if node is not None else ():
        if child.name == "p-param":
            yield from ((each, around) for each in shown_parameters(_only(child)))
        elif child.name in ("p-step", "p-group"):
            own = tuple(
                (each.get("name"), each.get("kind"), each.text)
                for each in child.children
                if each.name == "p-qual"
            )
            yield from _shown_with(child, (*around, *own))


def _only(child: Node) -> Node:
    return type(child)(name="presentation", children=(child,))


def _hides(name: str, kind: str, text: str, enumerated: Mapping[str, tuple[str, ...]]) -> bool:
    text = text.strip()
    if name == "notVisible":
        return text == "true"
    if name != "visible":
        return False
    compared = _COMPARED.fullmatch(text) if kind == "ognl" else None
    if compared is None:
        return text == "false"
    choices = enumerated.get(compared["name"])
    if choices is None:
        return False  # an attribute or an input that the presentation does not list
    return bool(choices) and compared["value"] not in choices


def _choices(shown: Shown) -> tuple[str, ...]:
    """The fixed answers of a parameter; empty when anything may be answered."""
    text = shown.static("genericEnumeration") or ""
    return tuple(re.findall(r"#string#(.*?)(?=#[;}])", text))
