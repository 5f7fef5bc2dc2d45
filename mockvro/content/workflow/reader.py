"""Reading workflow XML; what the product silently drops is an error here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.content import element_xml as xml
from mockvro.content.workflow.items import read_item
from mockvro.content.workflow.model import ErrorHandler, Note, Parameter, Workflow
from mockvro.content.workflow.parts import coordinate, read_node, read_position, read_variable

if TYPE_CHECKING:
    from lxml import etree


def parse_workflow(text: str) -> Workflow:
    """Read a workflow from its decoded XML.

    Raises:
        ElementError: With rule W01 (not well-formed, or another root), W02 (unknown item type),
            W03 (encoded text that is no hex) or W04 (coordinate that is no number).
    """
    root = xml.parse_root(text, "workflow", rule="W01")
    presentation = xml.first(root, "presentation")
    return Workflow(
        id=root.get("id", ""),
        name=xml.child_text(root, "display-name") or root.get("name", ""),
        root_name=root.get("root-name", ""),
        version=root.get("version", "0.0.0"),
        object_name=root.get("object-name", "workflow:name=generic"),
        api_version=root.get("api-version", "6.0.0"),
        allowed_operations=root.get("allowed-operations"),
        restart_mode=root.get("restartMode", "1"),
        resume_mode=root.get("resumeFromFailedMode", "0"),
        icon_id=root.get("icon-id"),
        editor_version=root.get("editor-version"),
        description=xml.child_text(root, "description"),
        error_handlers=tuple(map(_error_handler, xml.named(root, "error-handler"))),
        ref_types=xml.child_text(root, "ref-types"),
        position=read_position(root),
        inputs=(*_parameters(root), *_parameters(xml.first(root, "input"))),
        outputs=_parameters(xml.first(root, "output")),
        attributes=tuple(map(read_variable, xml.named(root, "attrib"))),
        notes=tuple(map(_note, xml.named(root, "workflow-note"))),
        items=tuple(map(read_item, xml.named(root, "workflow-item"))),
        presentation=read_node(presentation) if presentation is not None else None,
    )


def _parameters(container: etree._Element | None) -> tuple[Parameter, ...]:
    """The ``param`` children; old workflows have those of the input directly in the root."""
    if container is None:
        return ()
    return tuple(
        Parameter(
            name=node.get("name", ""),
            type=node.get("type", ""),
            description=xml.child_text(node, "description"),
        )
        for node in xml.named(container, "param")
    )


def _error_handler(node: etree._Element) -> ErrorHandler:
    return ErrorHandler(
        name=node.get("name", ""),
        throw_bind_name=node.get("throw-bind-name"),
        position=read_position(node),
    )


def _note(node: etree._Element) -> Note:
    return Note(
        x=coordinate(node, "x"),
        y=coordinate(node, "y"),
        w=coordinate(node, "w"),
        h=coordinate(node, "h"),
        color=node.get("color"),
        description=xml.child_text(node, "description"),
    )
