"""Workflows (`reference/rest-api.md` §10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document, file
from mockvro.api.conditions import matching
from mockvro.api.content_items import workflow_item
from mockvro.api.documents import Item, envelope, present, relations
from mockvro.api.errors import NotFound
from mockvro.api.routing import Route
from mockvro.api.values import declared
from mockvro.api.workflow_content import content_document
from mockvro.content.workflow import parse_workflow
from mockvro.plugins.workflow_file import write_workflow_file
from mockvro.store import Kind

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.store import Element

BELOW = ("executions", "tasks", "icon", "schema", "interactions")
LEGACY = ("presentation", "permissions")


def listing(call: Call) -> Response:
    """`GET /workflows`: honours conditions and `maxResult`."""
    items = [workflow_item(call, each) for each in call.services.store.elements.all(Kind.WORKFLOW)]
    found = matching(items, call.conditions(), lambda item: item.attributes)
    page = call.page(honours_start=call.services.profile.rest.honours_start_index)
    content = envelope(page.of(found), total=len(found), start=page.start)
    return document(call, "inventory-items", content)


def element_of(call: Call) -> Element:
    """The workflow that the path names.

    Raises:
        NotFound: There is none.
    """
    element = call.services.store.elements.get(Kind.WORKFLOW, call.path["id"])
    if element is None:
        raise NotFound(f"no workflow with id {call.path['id']!r}")
    return element


def show(call: Call) -> Response:
    """`GET /workflows/{id}`: the document, or the export for zip."""
    element = element_of(call)
    if call.wants_binary:
        return export(call)
    return document(call, "workflow", workflow_document(call, element))


def export(call: Call) -> Response:
    """`GET /content/workflows/{id}`: the export of one workflow."""
    element = element_of(call)
    data = write_workflow_file(element.data)
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
            "customized-icon": False,
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
    """`GET /workflows/{id}/content`: the definition."""
    return document(call, "workflow", content_document(parse_workflow(element_of(call).text)))


ROUTES = (
    Route("GET", "/vco/api/workflows", listing),
    Route("GET", "/vco/api/workflows/{id}", show),
    Route("GET", "/vco/api/workflows/{id}/content", content),
    Route("GET", "/vco/api/content/workflows/{id}", export),
)
