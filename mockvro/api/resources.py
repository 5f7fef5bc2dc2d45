"""Resource elements: files kept in the Orchestrator (`reference/rest-api.md` §17)."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

import msgspec
from starlette.responses import Response

from mockvro.api.call import document, empty
from mockvro.api.content_edit import (
    NEW_VERSION,
    category_for,
    delete,
    element_of,
    new_id,
    saver,
    text,
)
from mockvro.api.content_items import element_item
from mockvro.api.documents import Item, envelope, present, relations
from mockvro.api.errors import BadRequest
from mockvro.api.media import BINARY_TYPES, METADATA_TYPE, media_types
from mockvro.api.routing import Route
from mockvro.content.resource_element import ResourceElement, read_resource, write_resource
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.api.call import Call, Upload
    from mockvro.api.documents import Json
    from mockvro.store import Element


def listing(call: Call) -> Response:
    """`GET /resources`."""
    elements = call.services.store.elements.all(Kind.RESOURCE)
    items = [element_item(call, each, "resource") for each in elements]
    return document(call, "resources", envelope(items))


def show(call: Call) -> Response:
    """`GET /resources/{id}`: metadata when asked for, else the bytes with their own type."""
    element = element_of(call, Kind.RESOURCE, call.path["id"])
    content = read_resource(element.data)
    if not _wants_metadata(call.accept):
        return Response(content.data or b"", media_type=content.mime_type or BINARY_TYPES[1])
    return document(call, "resource", resource_document(call, element, content))


def resource_document(call: Call, element: Element, content: ResourceElement) -> Json:
    """The metadata of a resource."""
    return present(
        {
            "id": element.id,
            "name": content.name,
            "description": content.description,
            "version": content.version or NEW_VERSION,
            "mime-type": content.mime_type,
            "category-id": element.category,
            "href": call.links.to("resources", element.id),
            "relations": relations([Item(call.links.to("categories", element.category), rel="up")]),
        }
    )


def _wants_metadata(accept: str) -> bool:
    """Whether the first type asked for is a document; everything else means the bytes."""
    first = next(iter(media_types(accept)), "")
    return first in ("application/json", "application/xml") or first.startswith(METADATA_TYPE)


def upload(call: Call) -> Response:
    """`POST /resources?categoryId=`: 202."""
    category_id = call.query.get("categoryId") or call.field("categoryId") or ""
    category = category_for(call, Kind.RESOURCE, category_id)
    received = call.upload()
    content = ResourceElement(
        id=new_id(),
        name=received.name,
        version=NEW_VERSION,
        mime_type=_mime_type(received),
        data=received.stream.read(),
    )
    element = saver(call).save(Kind.RESOURCE, content.id, write_resource(content), category.id)
    headers = {"Location": call.links.to("resources", element.id)}
    answer = resource_document(call, element, content)
    return document(call, "resource", answer, status=202, headers=headers)


def _mime_type(received: Upload) -> str:
    """What the client says, unless that says nothing; else what the name suggests."""
    if received.content_type and received.content_type not in BINARY_TYPES:
        return received.content_type
    return mimetypes.guess_type(received.name)[0] or received.content_type or BINARY_TYPES[1]


def replace(call: Call) -> Response:
    """`POST /resources/{id}`: 200, new bytes under the same name."""
    element = element_of(call, Kind.RESOURCE, call.path["id"])
    received = call.upload()
    content = read_resource(element.data)
    changed = msgspec.structs.replace(
        content,
        data=received.stream.read(),
        mime_type=received.content_type or content.mime_type,
    )
    saver(call).save(Kind.RESOURCE, element.id, write_resource(changed), element.category)
    return empty(200)


def update(call: Call) -> Response:
    """`PUT /resources/{id}`: 204, new metadata; the type goes with the bytes only."""
    element = element_of(call, Kind.RESOURCE, call.path["id"])
    content, body = read_resource(element.data), call.document()
    category = text(body, "category-id") or element.category
    if category != element.category:
        category_for(call, Kind.RESOURCE, category)
    name = text(body, "name", content.name)
    if not name:
        raise BadRequest("a resource needs a name")
    changed = msgspec.structs.replace(
        content,
        name=name,
        description=text(body, "description", content.description),
        version=text(body, "version", content.version) or content.version,
    )
    saver(call).save(Kind.RESOURCE, element.id, write_resource(changed), category)
    return empty()


def remove(call: Call) -> Response:
    """`DELETE /resources/{id}`: 204; 409 while something uses it, unless `force`."""
    delete(call, element_of(call, Kind.RESOURCE, call.path["id"]))
    return empty()


ROUTES = (
    Route("GET", "/vco/api/resources", listing),
    Route("POST", "/vco/api/resources", upload),
    Route("GET", "/vco/api/resources/{id}", show),
    Route("POST", "/vco/api/resources/{id}", replace),
    Route("PUT", "/vco/api/resources/{id}", update),
    Route("DELETE", "/vco/api/resources/{id}", remove),
)
