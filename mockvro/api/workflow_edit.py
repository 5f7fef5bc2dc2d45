"""Making, changing, importing and deleting workflows (`reference/rest-api.md` §9 and §10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.api.call import document, empty
from mockvro.api.content_edit import (
    NEW_VERSION,
    category_for,
    delete,
    element_of,
    free_name,
    named,
    new_id,
    saver,
    text,
)
from mockvro.api.errors import BadRequest, Conflict
from mockvro.api.routing import Route
from mockvro.api.workflow_reading import parameter, read_workflow
from mockvro.api.workflows import workflow_document, workflow_of
from mockvro.content.encoding import decode_utf16
from mockvro.content.workflow import (
    Item,
    Parameter,
    Position,
    Workflow,
    parse_workflow,
    write_workflow,
)
from mockvro.store import Kind

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.values import Form
    from mockvro.store import Element

START, END = Position(45.0, 50.0), Position(205.0, 60.0)


def create(call: Call) -> Response:
    """`POST /workflows`: 201 with the new workflow; a file is imported (202)."""
    if call.is_upload:
        return upload(call, call.query.get("categoryId") or call.field("categoryId") or "")
    body = call.document()
    category = category_for(call, Kind.WORKFLOW, text(body, "category-id"))
    workflow = msgspec.structs.replace(
        _defined(call, body), name=free_name(call, Kind.WORKFLOW, category.id, named(body))
    )
    element = saver(call).save(
        Kind.WORKFLOW, workflow.id, write_workflow(workflow), category.id, "created"
    )
    headers = {"Location": call.links.workflow(element.id)}
    content = workflow_document(call, element)
    return document(call, "workflow", content, status=201, headers=headers)


def _defined(call: Call, body: Json) -> Workflow:
    """The workflow of a body: its schema if there is one, else an empty one that ends."""
    schema = body.get("schema-workflow")
    if isinstance(schema, dict) and schema:
        return read_workflow({"display-name": named(body), **schema}, new_id(), _form(call))
    return Workflow(
        id=new_id(),
        name=named(body),
        root_name="item0",
        version=text(body, "version", NEW_VERSION) or NEW_VERSION,
        description=text(body, "description"),
        position=START,
        inputs=_parameters(body, "input-parameters"),
        outputs=_parameters(body, "output-parameters"),
        items=(Item(name="item0", type="end", end_mode="0", position=END),),
    )


def _form(call: Call) -> Form:
    return call.services.profile.values.text_form


def _parameters(body: Json, key: str) -> tuple[Parameter, ...]:
    found = body.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadRequest(f"{key} must be a list of parameters")
    return tuple(map(parameter, found))


def upload(call: Call, category_id: str) -> Response:
    """Import a `.workflow` file: 202; one that is there already is replaced only on request."""
    from mockvro.plugins.element_files import read_element_file  # noqa: PLC0415 - as in saver

    category = category_for(call, Kind.WORKFLOW, category_id)
    received = call.upload()
    found = read_element_file(received.stream.read(), Kind.WORKFLOW, name=received.name)

    workflow = parse_workflow(decode_utf16(found.data))
    store = call.services.store
    there = store.elements.get(Kind.WORKFLOW, workflow.id)
    if there is not None and not overwrites(call):
        raise Conflict(f"workflow {workflow.name!r} is there already; ?overwrite=true replaces it")
    with store.transaction():
        place = there.category if there is not None and there.category else category.id
        element = saver(call).save(Kind.WORKFLOW, workflow.id, found.data, place, "imported")
        for name, data in found.sides.items():
            store.sides.put(Kind.WORKFLOW, element.id, name, data)
    headers = {"Location": call.links.workflow(element.id)}
    content = workflow_document(call, element)
    return document(call, "workflow", content, status=202, headers=headers)


def overwrites(call: Call) -> bool:
    """Whether an import replaces what is there; a parameter or a part of the body says so."""
    return call.flag("overwrite") or (call.field("overwrite") or "").lower() == "true"


def upload_into(call: Call) -> Response:
    """`POST /content/workflows/{categoryId}`."""
    return upload(call, call.path["id"])


def put_content(call: Call) -> Response:
    """`PUT /workflows/{id}/content`: 204, the definition is replaced."""
    element = workflow_of(call)
    saver(call).save(
        Kind.WORKFLOW, element.id, write_workflow(_sent(call, element)), element.category
    )
    return empty()


def _sent(call: Call, element: Element) -> Workflow:
    """The workflow in the body; keys that the body leaves out stay as they are."""
    if not call.is_xml:
        known = parse_workflow(element.text)
        return read_workflow(
            {"display-name": known.name, "version": known.version, **call.json_object()},
            element.id,
            _form(call),
            known.attributes,
        )
    return msgspec.structs.replace(parse_workflow(_xml(call)), id=element.id)


def _xml(call: Call) -> str:
    try:
        return call.body.decode()
    except UnicodeDecodeError as problem:
        raise BadRequest("the body is not UTF-8") from problem


def remove(call: Call) -> Response:
    """`DELETE /workflows/{id}`: 200; 409 while something uses it, unless `force`."""
    element = element_of(call, Kind.WORKFLOW, call.path["id"])
    delete(call, element)
    return empty(200)


ROUTES = (
    Route("POST", "/vco/api/workflows", create),
    Route("PUT", "/vco/api/workflows/{id}/content", put_content),
    Route("DELETE", "/vco/api/workflows/{id}", remove),
    Route("POST", "/vco/api/content/workflows/{id}", upload_into),
    Route("DELETE", "/vco/api/content/workflows/{id}", remove),
)
