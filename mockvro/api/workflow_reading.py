"""A workflow from the JSON of `PUT /workflows/{id}/content`, the inverse of `workflow_content`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from mockvro.api.errors import BadRequest
from mockvro.api.variables import read_variables
from mockvro.api.workflow_content import TEXTS
from mockvro.content.workflow import (
    ITEM_TYPES,
    Bind,
    Condition,
    ErrorHandler,
    Item,
    ItemReference,
    Node,
    Note,
    Parameter,
    Position,
    SubWorkflow,
    Workflow,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.api.documents import Json
    from mockvro.content.values import Form
    from mockvro.content.workflow import Variable

T = TypeVar("T")
SUB = frozenset(
    {
        "name",
        "linked-workflow-id",
        "display-name",
        "description",
        "in-binding",
        "out-binding",
    }
)


def read_workflow(
    document: Json, workflow_id: str, form: Form, before: tuple[Variable, ...] = ()
) -> Workflow:
    """The workflow that a document defines.

    Args:
        document: What a client sent.
        workflow_id: Id that the address names.
        form: Text form in which values are stored.
        before: Variables whose secrets a masked value stands for.

    Raises:
        BadRequest: A part is not of its kind, or an item's type is unknown.
    """
    name = _text(document, "display-name")
    if not name:
        raise BadRequest("a workflow needs a display-name")
    return Workflow(
        id=workflow_id,
        name=name,
        root_name=_text(document, "root-name"),
        version=_text(document, "version") or "0.0.0",
        object_name=_text(document, "object-name") or "workflow:name=generic",
        api_version=_text(document, "api-version") or "6.0.0",
        allowed_operations=_optional(document, "allowed-operations"),
        restart_mode=_text(document, "restartMode") or "1",
        resume_mode=_text(document, "resumeFromFailedMode") or "0",
        icon_id=_optional(document, "icon-id"),
        editor_version=_optional(document, "editor-version"),
        description=_text(document, "description"),
        error_handlers=_all(document, "error-handler", _handler),
        ref_types=_text(document, "ref-types"),
        position=_position(document),
        inputs=_all(_part(document, "input"), "param", parameter),
        outputs=_all(_part(document, "output"), "param", parameter),
        attributes=read_variables(document.get("attrib"), form, before),
        notes=_all(document, "workflow-note", _note),
        items=_all(document, "workflow-item", _item),
        presentation=_presentation(document),
    )


def parameter(document: Json) -> Parameter:
    """An input or output.

    Raises:
        BadRequest: It has no name or no type.
    """
    name, kind = _text(document, "name"), _text(document, "type")
    if not name or not kind:
        raise BadRequest("a parameter needs a name and a type")
    return Parameter(name=name, type=kind, description=_text(document, "description"))


def _part(document: Json, key: str) -> Json:
    found = document.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise BadRequest(f"{key} must be an object")
    return found


def _all(document: Json, key: str, read: Callable[[Json], T]) -> tuple[T, ...]:
    found = document.get(key)
    if found is None:
        return ()
    items = found if isinstance(found, list) else [found]
    if not all(isinstance(each, dict) for each in items):
        raise BadRequest(f"{key} must be a list of objects")
    return tuple(map(read, items))


def _text(document: Json, key: str) -> str:
    return _optional(document, key) or ""


def _optional(document: Json, key: str) -> str | None:
    found = document.get(key)
    if found is None or isinstance(found, str):
        return found
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int | float):
        return str(found)
    raise BadRequest(f"{key} must be a text")


def _float(document: Json, key: str) -> float:
    found = document.get(key)
    try:
        return float(found or 0)
    except (TypeError, ValueError) as problem:
        raise BadRequest(f"{key} must be a number") from problem


def _position(document: Json) -> Position | None:
    found = _part(document, "position")
    return Position(_float(found, "x"), _float(found, "y")) if found else None


def _script(document: Json, key: str) -> str | None:
    """The text of a script or value: an object with `value` or `text`, or the text alone."""
    found = document.get(key)
    if not isinstance(found, dict):
        return _optional(document, key)
    return _optional(found, "value" if "value" in found else "text")


def _item(document: Json) -> Item:
    kind = _text(document, "type")
    if kind not in ITEM_TYPES:
        raise BadRequest(f"unknown item type {kind!r}")
    reference = _part(document, "reference")
    environment = document.get("environment")
    return Item(
        name=_text(document, "name"),
        type=kind,
        out_name=_optional(document, "out-name"),
        alt_out_name=_optional(document, "alt-out-name"),
        catch_name=_optional(document, "catch-name"),
        throw_bind_name=_optional(document, "throw-bind-name"),
        script_module=_optional(document, "script-module"),
        linked_workflow_id=_optional(document, "linked-workflow-id"),
        launched_workflow_id=_optional(document, "launched-workflow-id"),
        end_mode=_optional(document, "end-mode"),
        comparator=_optional(document, "comparator"),
        business_status=_optional(document, "business-status"),
        prototype_id=_optional(document, "prototype-id"),
        interaction=_optional(document, "interaction"),
        content_mode=_optional(document, "content-mode"),
        color=_optional(document, "color"),
        display_name=_text(document, "display-name"),
        description=_text(document, "description"),
        script=_script(document, "script"),
        runtime=_text(document, "runtime"),
        environment=_text(environment, "name") if isinstance(environment, dict) else "",
        in_bindings=_all(_part(document, "in-binding"), "bind", _bind),
        out_bindings=_all(_part(document, "out-binding"), "bind", _bind),
        position=_position(document),
        conditions=_all(document, "condition", _condition),
        reference=_reference(reference) if reference else None,
        iteration_catch_script=_script(_part(document, "iteration-catch-block"), "script"),
        sub_workflows=_all(
            _part(document, "workflow-subelements-list"), "workflow-subelement", _sub_workflow
        ),
        presentation=_presentation(document),
    )


def _bind(document: Json) -> Bind:
    return Bind(
        name=_text(document, "name"),
        type=_text(document, "type"),
        export_name=_optional(document, "export-name"),
        explicitly_not_bound=_text(document, "explicitly-not-bound") == "true",
        description=_text(document, "description"),
    )


def _condition(document: Json) -> Condition:
    return Condition(
        name=_text(document, "name"),
        type=_text(document, "type"),
        comparator=_text(document, "comparator"),
        label=_text(document, "label"),
        text=_text(document, "value"),
    )


def _reference(document: Json) -> ItemReference:
    return ItemReference(type=_text(document, "type"), id=_text(document, "id"))


def _sub_workflow(document: Json) -> SubWorkflow:
    return SubWorkflow(
        name=_text(document, "name"),
        linked_workflow_id=_text(document, "linked-workflow-id"),
        display_name=_text(document, "display-name"),
        description=_text(document, "description"),
        in_bindings=_all(_part(document, "in-binding"), "bind", _bind),
        out_bindings=_all(_part(document, "out-binding"), "bind", _bind),
        attributes=tuple((key, _text(document, key)) for key in document if key not in SUB),
    )


def _handler(document: Json) -> ErrorHandler:
    return ErrorHandler(
        name=_text(document, "name"),
        throw_bind_name=_optional(document, "throw-bind-name"),
        position=_position(document),
    )


def _note(document: Json) -> Note:
    return Note(
        x=_float(document, "x"),
        y=_float(document, "y"),
        w=_float(document, "w"),
        h=_float(document, "h"),
        color=_optional(document, "color"),
        description=_text(document, "description"),
    )


def _presentation(document: Json) -> Node | None:
    found = _part(document, "presentation")
    return _node("presentation", found) if found else None


def _node(name: str, document: Any) -> Node:
    """A piece of a presentation: texts are attributes but for those known as elements."""
    if not isinstance(document, dict):
        return Node(name=name, text=str(document))
    attributes, children = [], []
    for key, value in document.items():
        if isinstance(value, list):
            children += [_node(key, each) for each in value]
        elif isinstance(value, dict) or key in TEXTS:
            children.append(_node(key, value))
        elif key != "value" and value is not None:
            attributes.append((key, _text(document, key)))
    text = "" if children else _text(document, "value")
    return Node(name=name, attributes=tuple(attributes), text=text, children=tuple(children))
