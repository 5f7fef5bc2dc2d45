"""A workflow definition in the JSON of `GET /workflows/{id}/content`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.documents import present

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockvro.api.documents import Json
    from mockvro.content.workflow import Bind, Item, Node, Parameter, Position, Variable, Workflow


def content_document(workflow: Workflow) -> Json:
    """The definition; names are those of the XML (`reference/rest-api.md` §10)."""
    return present(
        {
            "id": workflow.id,
            "root-name": workflow.root_name,
            "object-name": workflow.object_name,
            "version": workflow.version,
            "api-version": workflow.api_version,
            "allowed-operations": workflow.allowed_operations,
            "restartMode": workflow.restart_mode,
            "resumeFromFailedMode": workflow.resume_mode,
            "editor-version": workflow.editor_version,
            "display-name": workflow.name,
            "description": workflow.description or None,
            "ref-types": workflow.ref_types or None,
            "position": _position(workflow.position),
            "input": {"param": _parameters(workflow.inputs)},
            "output": {"param": _parameters(workflow.outputs)},
            "attrib": [_variable(each) for each in workflow.attributes],
            "workflow-item": [_item(each) for each in workflow.items],
            "error-handler": [
                present({"name": each.name, "throw-bind-name": each.throw_bind_name})
                for each in workflow.error_handlers
            ],
            "presentation": _node(workflow.presentation),
        }
    )


def _position(position: Position | None) -> Json | None:
    return None if position is None else {"x": position.x, "y": position.y}


def _parameters(parameters: Iterable[Parameter]) -> list[Json]:
    return [
        present({"name": each.name, "type": each.type, "description": each.description or None})
        for each in parameters
    ]


def _variable(variable: Variable) -> Json:
    return present(
        {
            "name": variable.name,
            "type": variable.type,
            "read-only": variable.read_only,
            "description": variable.description or None,
            "conf-id": variable.conf_id,
            "conf-key": variable.conf_key,
            "value": None if variable.value is None else {"value": variable.value, "encoded": "n"},
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
            "end-mode": item.end_mode,
            "comparator": item.comparator,
            "business-status": item.business_status,
            "display-name": item.display_name or None,
            "description": item.description or None,
            "script": None if item.script is None else {"value": item.script, "encoded": False},
            "in-binding": {"bind": [_bind(each) for each in item.in_bindings]},
            "out-binding": {"bind": [_bind(each) for each in item.out_bindings]},
            "position": _position(item.position),
        }
    )


def _bind(bind: Bind) -> Json:
    return present(
        {
            "name": bind.name,
            "type": bind.type,
            "export-name": bind.export_name,
            "explicitly-not-bound": bind.explicitly_not_bound or None,
        }
    )


def _node(node: Node | None) -> Json | None:
    """A presentation as nested objects: attributes beside the children, text as `value`."""
    if node is None:
        return None
    content: Json = dict(node.attributes)
    for child in node.children:
        content.setdefault(child.name, []).append(_node(child))
    if node.text and not node.children:
        content["value"] = node.text
    return content
