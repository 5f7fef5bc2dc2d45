"""Writing workflow XML in the order of the product's writer (`reference/workflow-xml.md` §1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockvro.content import element_xml as xml
from mockvro.content.errors import ElementError, MarkupError
from mockvro.content.workflow.items import write_item
from mockvro.content.workflow.parts import write_node, write_position, write_variable

if TYPE_CHECKING:
    from mockvro.content.workflow.model import ErrorHandler, Note, Parameter, Workflow

_NAMESPACES: Final = {
    "xmlns": "http://vmware.com/vco/workflow",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": (
        "http://vmware.com/vco/workflow http://vmware.com/vco/workflow/Workflow-v4.xsd"
    ),
}


def write_workflow(workflow: Workflow) -> str:
    """The workflow's document as text; packages store it in UTF-16.

    Raises:
        ElementError: A name, description or attribute has characters that XML cannot hold.
    """
    try:
        return xml.document(_root(workflow))
    except MarkupError as error:
        raise ElementError(f"workflow cannot be written: {error.what}") from error


def _root(workflow: Workflow) -> str:
    return xml.element(
        "workflow",
        _NAMESPACES | _attributes(workflow),
        xml.text_element("display-name", workflow.name),
        xml.text_element("description", workflow.description),
        *map(_error_handler, workflow.error_handlers),
        xml.text_element("ref-types", workflow.ref_types),
        write_position(workflow.position),
        _parameters("input", workflow.inputs),
        _parameters("output", workflow.outputs),
        *(write_variable("attrib", variable) for variable in workflow.attributes),
        *map(_note, workflow.notes),
        *map(write_item, workflow.items),
        write_node(workflow.presentation) if workflow.presentation is not None else "",
    )


def _attributes(workflow: Workflow) -> dict[str, str | None]:
    return {
        "root-name": workflow.root_name,
        "object-name": workflow.object_name,
        "id": workflow.id,
        "version": workflow.version,
        "api-version": workflow.api_version,
        "allowed-operations": workflow.allowed_operations,
        "restartMode": workflow.restart_mode,
        "resumeFromFailedMode": workflow.resume_mode,
        "icon-id": workflow.icon_id,
        "editor-version": workflow.editor_version,
    }


def _parameters(container: str, parameters: tuple[Parameter, ...]) -> str:
    if not parameters:
        return ""
    return xml.element(container, {}, *map(_parameter, parameters))


def _parameter(parameter: Parameter) -> str:
    attributes = {"name": parameter.name, "type": parameter.type}
    return xml.element("param", attributes, xml.text_element("description", parameter.description))


def _error_handler(handler: ErrorHandler) -> str:
    attributes = {"name": handler.name, "throw-bind-name": handler.throw_bind_name}
    return xml.element("error-handler", attributes, write_position(handler.position))


def _note(note: Note) -> str:
    attributes = {
        "x": repr(note.x),
        "y": repr(note.y),
        "w": repr(note.w),
        "h": repr(note.h),
        "color": note.color,
    }
    return xml.element(
        "workflow-note", attributes, xml.text_element("description", note.description)
    )
