"""Workflows (`reference/rest-api.md` §10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from mockvro.api import pictures
from mockvro.api.call import document, file
from mockvro.api.conditions import matching, ordered
from mockvro.api.content_edit import element_of
from mockvro.api.content_items import tagged, workflow_item
from mockvro.api.documents import NAMESPACE, Item, envelope, present, relations
from mockvro.api.media import document_format
from mockvro.api.memo import remembered
from mockvro.api.routing import Route
from mockvro.api.values import declared
from mockvro.api.workflow_content import content_document
from mockvro.content.errors import ElementError
from mockvro.content.resource_element import read_resource
from mockvro.content.workflow import parse_workflow, write_workflow
from mockvro.plugins.element_files import write_element_file
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.workflow import Workflow
    from mockvro.store import Element

BELOW = ("executions", "tasks", "icon", "schema", "interactions")
LEGACY = ("presentation", "permissions")
XMLNS = re.compile(r"xmlns=([\"']).*?\1")


def listing(call: Call) -> Response:
    """`GET /workflows`: honours conditions, `maxResult`, `sortOrders` and `tags`."""
    elements = call.services.store.elements.all(Kind.WORKFLOW)
    items = tagged(call, [workflow_item(call, each) for each in elements])
    found = matching(items, call.conditions(), lambda item: item.attributes)
    found = ordered(found, call.orders(), lambda item: item.attributes)
    page = call.page(honours_start=call.services.profile.rest.honours_start_index)
    content = envelope(page.of(found), total=len(found), start=page.start)
    return document(call, "inventory-items", content)


def workflow_of(call: Call) -> Element:
    """The workflow that the path names.

    Raises:
        NotFound: There is none.
    """
    return element_of(call, Kind.WORKFLOW, call.path["id"])


def show(call: Call) -> Response:
    """`GET /workflows/{id}`: the document, or the export for zip."""
    element = workflow_of(call)
    if call.wants_binary:
        return export(call)
    return document(call, "workflow", workflow_document(call, element))


def export(call: Call) -> Response:
    """`GET /content/workflows/{id}`: the export of one workflow."""
    element = workflow_of(call)
    sides = call.services.store.sides.all(Kind.WORKFLOW, element.id)
    data = write_element_file(element, sides)
    return file(data, "application/zip", f"{element.name}.workflow")


def workflow_document(call: Call, element: Element) -> Json:
    """The detail document of a workflow."""
    workflow = parse_workflow(element.text)
    return present(
        {
            "id": element.id,
            "name": element.name,
            "version": element.version,
            "description": element.description or None,
            "category-id": element.category or None,
            "customized-icon": _icon(call, workflow) is not None,
            "href": call.links.workflow(element.id),
            "input-parameters": [
                declared(each.name, each.type, each.description) for each in workflow.inputs
            ],
            "output-parameters": [
                declared(each.name, each.type, each.description) for each in workflow.outputs
            ],
            "relations": relations(_relations(call, element)),
        }
    )


def _relations(call: Call, element: Element) -> list[Item]:
    links, rest = call.links, call.services.profile.rest
    legacy = [name for name in LEGACY if getattr(rest, name)]
    return [
        Item(links.to("categories", element.category or "root"), rel="up"),
        Item(links.workflow(element.id, "executions"), rel="add"),
        *(Item(links.workflow(element.id, name), rel=name) for name in (*BELOW, *legacy)),
    ]


def content(call: Call) -> Response:
    """`GET /workflows/{id}/content`: the definition; as XML it is the workflow's own document."""
    element = workflow_of(call)
    workflow = parse_workflow(element.text)
    if document_format(call.accept) == "xml":
        text = XMLNS.sub(f'xmlns="{NAMESPACE}"', write_workflow(workflow), count=1)
        return Response(text.encode(), media_type="application/xml")
    return document(call, "workflow", content_document(workflow, call.links, element.category))


def schema(call: Call) -> Response:
    """`GET /workflows/{id}/schema`: the picture of the workflow."""
    element = workflow_of(call)
    return file(pictures.schema(parse_workflow(element.text)), "image/png", f"{element.id}.png")


def icon(call: Call) -> Response:
    """`GET /workflows/{id}/icon`: the picture that the workflow names, else that of all."""
    element = workflow_of(call)
    found = _icon(call, parse_workflow(element.text))
    data, media_type = found or (pictures.icon(), "image/png")
    return file(data, media_type, f"{element.id}.{media_type.removeprefix('image/')}")


def _icon(call: Call, workflow: Workflow) -> tuple[bytes, str] | None:
    """The resource element that `icon-id` names, and its type; None unless it is a picture."""
    element = call.services.store.elements.get(Kind.RESOURCE, workflow.icon_id or "")
    if element is None:
        return None
    try:
        resource = read_resource(element.data)
    except ElementError:
        return None
    if resource.data is None or not resource.mime_type.startswith("image/"):
        return None
    return resource.data, resource.mime_type


ROUTES = (
    Route("GET", "/vco/api/workflows", remembered(listing)),
    Route("GET", "/vco/api/workflows/{id}", show),
    Route("GET", "/vco/api/workflows/{id}/content", content),
    Route("GET", "/vco/api/workflows/{id}/schema", schema),
    Route("GET", "/vco/api/workflows/{id}/icon", icon),
    Route("GET", "/vco/api/content/workflows/{id}", export),
)
