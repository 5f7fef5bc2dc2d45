"""The presentation of a workflow as releases before 8.18 show it (`rest-api.md` §12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.values import declared
from mockvro.content.workflow import shown_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mockvro.api.documents import Json
    from mockvro.content.values import Value
    from mockvro.content.workflow import Node, Shown, Workflow


def presentation_document(workflow: Workflow) -> Json:
    """Steps with groups with fields; a workflow without steps has one with all its inputs."""
    types = {each.name: each.type for each in workflow.inputs}
    root = workflow.presentation
    shown = {each.name: each for each in shown_parameters(root)}
    steps = [_step(each, types, shown) for each in _named(root, "p-step")]
    rest = [name for name in types if name not in shown]
    if rest or not steps:
        fields = [_field(name, types, shown) for name in (rest if steps else types)]
        steps.append(_wrapped([_group("", fields)]))
    return {
        "steps": steps,
        "input-parameters": [
            declared(each.name, each.type, each.description) for each in workflow.inputs
        ],
        "output-parameters": [
            declared(each.name, each.type, each.description) for each in workflow.outputs
        ],
    }


def _named(node: Node | None, name: str) -> Iterator[Node]:
    return (each for each in (node.children if node is not None else ()) if each.name == name)


def _step(node: Node, types: Mapping[str, str], shown: Mapping[str, Shown]) -> Json:
    groups = [_of_group(each, types, shown) for each in _named(node, "p-group")]
    loose = [_field(each.get("name"), types, shown) for each in _named(node, "p-param")]
    return _wrapped([*groups, *([_group("", loose)] if loose or not groups else [])])


def _of_group(node: Node, types: Mapping[str, str], shown: Mapping[str, Shown]) -> Json:
    title = next((each.text for each in _named(node, "title")), "")
    fields = [_field(each.get("name"), types, shown) for each in _named(node, "p-param")]
    return _group(title, fields)


def _wrapped(elements: list[Json]) -> Json:
    return {"step": {"hidden": False, "messages": [], "elements": elements}}


def _group(title: str, fields: list[Json]) -> Json:
    group: Json = {"@type": "group", "hidden": False, "messages": [], "fields": fields}
    return group | ({"display-name": title} if title else {})


def _field(name: str, types: Mapping[str, str], shown: Mapping[str, Shown]) -> Json:
    known = shown.get(name)
    mandatory = known is not None and known.static("mandatory") == "true"
    return {
        "@type": "field",
        "id": name,
        "display-name": (known.description if known is not None else "") or name,
        "type": types.get(name, "Any"),
        "hidden": False,
        "fields": [],
        "messages": [],
        "constraints": [{"@type": "mandatory"}] if mandatory else [],
        "decorators": [],
    }


def validation_errors(workflow: Workflow, given: Mapping[str, Value]) -> list[Json]:
    """One error per mandatory input without a value."""
    return [
        {"field": each.name, "message": f"{each.description or each.name} is mandatory"}
        for each in shown_parameters(workflow.presentation)
        if each.static("mandatory") == "true" and given.get(each.name) in (None, "")
    ]
