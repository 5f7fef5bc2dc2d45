"""A workflow definition in the JSON of `GET /workflows/{id}/content`.

Names are those of the XML (`reference/rest-api.md` §10); keys that the OpenAPI document requires
are there even when they are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.api.documents import present
from mockvro.api.values import write_value
from mockvro.engine.model import Checkpoint, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockvro.api.documents import Json
    from mockvro.api.links import Links
    from mockvro.content.values import Value
    from mockvro.content.workflow import (
        Bind,
        Condition,
        ErrorHandler,
        Item,
        Node,
        Note,
        Parameter,
        Position,
        SubWorkflow,
        Variable,
        Workflow,
    )


def content_document(workflow: Workflow, links: Links, category: str = "") -> Json:
    """The definition.

    Args:
        workflow: What is defined.
        links: For the addresses of objects among the values.
        category: Id of the category it lies in; empty when that does not matter.
    """
    return present(
        {
            "id": workflow.id,
            "root-name": workflow.root_name,
            "object-name": workflow.object_name,
            "version": workflow.version,
            "api-version": workflow.api_version,
            "allowed-operations": workflow.allowed_operations,
            "restartMode": _number(workflow.restart_mode),
            "resumeFromFailedMode": _number(workflow.resume_mode),
            "icon-id": workflow.icon_id,
            "editor-version": workflow.editor_version,
            "display-name": workflow.name,
            "description": workflow.description,
            "category-id": category or None,
            "ref-types": workflow.ref_types,
            "position": _position(workflow.position) or {"x": 0.0, "y": 0.0},
            "input": {"param": parameters(workflow.inputs)},
            "output": {"param": parameters(workflow.outputs)},
            "attrib": [_variable(each, links) for each in workflow.attributes],
            "workflow-item": [_item(each) for each in workflow.items],
            "workflow-note": [_note(each) for each in workflow.notes],
            "error-handler": [_handler(each) for each in workflow.error_handlers],
            "presentation": node(workflow.presentation) or {},
        }
    )


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() else text


def _position(position: Position | None) -> Json | None:
    return None if position is None else {"x": position.x, "y": position.y}


def parameters(found: Iterable[Parameter]) -> list[Json]:
    """Inputs or outputs; the description is there even when it is empty."""
    return [
        {"name": each.name, "type": each.type, "description": each.description} for each in found
    ]


def stored_value(variable: Variable) -> Value:
    """The value of a variable; a text that is none of its type reads as null."""
    if variable.value is None:
        return None
    return Checkpoint().value(Slot(variable.type, variable.value))


def _variable(variable: Variable, links: Links) -> Json:
    return present(
        {
            "name": variable.name,
            "type": variable.type,
            "read-only": variable.read_only,
            "description": variable.description or None,
            "conf-id": variable.conf_id,
            "conf-key": variable.conf_key,
            "value": write_value(variable.type, stored_value(variable), links),
        }
    )


def _item(item: Item) -> Json:
    return present(
        {
            "name": item.name,
            "type": item.type,
            "out-name": item.out_name,
            "alt-out-name": item.alt_out_name,
            "catch-name": item.catch_name,
            "throw-bind-name": item.throw_bind_name,
            "script-module": item.script_module,
            "linked-workflow-id": item.linked_workflow_id,
            "launched-workflow-id": item.launched_workflow_id,
            "end-mode": item.end_mode,
            "comparator": None if item.comparator is None else _number(item.comparator),
            "business-status": item.business_status,
            "prototype-id": item.prototype_id,
            "interaction": item.interaction,
            "content-mode": item.content_mode,
            "color": item.color,
            "display-name": item.display_name or None,
            "description": item.description or None,
            "runtime": item.runtime or None,
            "environment": {"name": item.environment} if item.environment else None,
            "script": _script(item.script),
            "in-binding": {"bind": [_bind(each) for each in item.in_bindings]},
            "out-binding": {"bind": [_bind(each) for each in item.out_bindings]},
            "position": _position(item.position) or {"x": 0.0, "y": 0.0},
            "condition": [_condition(each) for each in item.conditions] or None,
            "reference": _reference(item),
            "iteration-catch-block": _catch_block(item.iteration_catch_script),
            "workflow-subelements-list": _sub_workflows(item.sub_workflows),
            "presentation": node(item.presentation),
        }
    )


def _script(script: str | None) -> Json | None:
    return None if script is None else {"value": script, "encoded": False}


def _bind(bind: Bind) -> Json:
    return present(
        {
            "name": bind.name,
            "type": bind.type,
            "export-name": bind.export_name,
            "explicitly-not-bound": bind.explicitly_not_bound or None,
            "description": bind.description or None,
        }
    )


def _condition(condition: Condition) -> Json:
    return {
        "name": condition.name,
        "type": condition.type,
        "comparator": condition.comparator,
        "label": condition.label,
        "value": condition.text,
    }


def _reference(item: Item) -> Json | None:
    found = item.reference
    return None if found is None else {"type": found.type, "id": found.id}


def _catch_block(script: str | None) -> Json | None:
    return None if script is None else {"script": _script(script)}


def _sub_workflows(found: tuple[SubWorkflow, ...]) -> Json | None:
    if not found:
        return None
    documents: list[dict[str, Any]] = [
        present(
            {
                **dict(each.attributes),
                "name": each.name,
                "linked-workflow-id": each.linked_workflow_id,
                "display-name": each.display_name or None,
                "description": each.description or None,
                "in-binding": {"bind": [_bind(bind) for bind in each.in_bindings]},
                "out-binding": {"bind": [_bind(bind) for bind in each.out_bindings]},
            }
        )
        for each in found
    ]
    return {"workflow-subelement": documents}


def _note(note: Note) -> Json:
    return present(
        {
            "x": note.x,
            "y": note.y,
            "w": note.w,
            "h": note.h,
            "color": note.color,
            "description": note.description or None,
        }
    )


def _handler(handler: ErrorHandler) -> Json:
    return present(
        {
            "name": handler.name,
            "throw-bind-name": handler.throw_bind_name,
            "position": _position(handler.position) or {"x": 0.0, "y": 0.0},
        }
    )


def node(found: Node | None) -> Json | None:
    """A presentation as nested objects: attributes beside the children, text as `value`.

    `desc` and `title` are texts, everything else a list, as the OpenAPI document has them.
    """
    if found is None:
        return None
    content: Json = dict(found.attributes)
    for child in found.children:
        if child.name in TEXTS:
            content[child.name] = child.text
        else:
            content.setdefault(child.name, []).append(node(child))
    if found.text and not found.children:
        content["value"] = found.text
    return content


TEXTS = frozenset({"desc", "title"})
"""Parts of a presentation that are texts."""
