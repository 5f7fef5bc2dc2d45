"""Configuration and resource elements, read only (`reference/rest-api.md` §17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from mockvro.api.call import document
from mockvro.api.content_items import element_item
from mockvro.api.documents import Item, envelope, present, relations
from mockvro.api.errors import NotAcceptable, NotFound
from mockvro.api.media import BINARY_TYPES, METADATA_TYPE, media_types
from mockvro.api.routing import Route
from mockvro.api.values import parameter
from mockvro.content.configuration import parse_configuration
from mockvro.content.resource_element import read_resource
from mockvro.engine.model import Checkpoint, Slot
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.workflow import Variable
    from mockvro.store import Element

OBJECT_XML = "application/vcoobject+xml"


def _listed(call: Call, kind: Kind, root: str, rel: str) -> Response:
    elements = call.services.store.elements.all(kind)
    return document(call, root, envelope([element_item(call, each, rel) for each in elements]))


def _element(call: Call, kind: Kind) -> Element:
    element = call.services.store.elements.get(kind, call.path["id"])
    if element is None:
        raise NotFound(f"no {kind} with id {call.path['id']!r}")
    return element


def _links(call: Call, element: Element) -> Json:
    return relations([Item(call.links.to("categories", element.category), rel="up")])


def configurations(call: Call) -> Response:
    """`GET /configurations`."""
    return _listed(call, Kind.CONFIGURATION, "configurations", "configuration")


def configuration(call: Call) -> Response:
    """`GET /configurations/{id}`: the document, or the element's XML; never a zip."""
    element, types = _element(call, Kind.CONFIGURATION), media_types(call.accept)
    if OBJECT_XML in types:
        return Response(element.text.encode(), media_type=OBJECT_XML)
    if types and types[0] in BINARY_TYPES:
        raise NotAcceptable("configuration elements are not exported as zip")
    content = parse_configuration(element.text)
    return document(
        call,
        "configuration",
        {
            "id": element.id,
            "name": content.name,
            "description": content.description,
            "version": element.version,
            "category-id": element.category,
            "href": call.links.to("configurations", element.id),
            "attributes": [_attribute(call, each) for each in content.attributes],
            "relations": _links(call, element),
        },
    )


def _attribute(call: Call, attribute: Variable) -> Json:
    value = None
    if attribute.value is not None:
        value = Checkpoint().value(Slot(attribute.type, attribute.value))
    return parameter(
        attribute.name, attribute.type, value, call.links, description=attribute.description
    )


def resources(call: Call) -> Response:
    """`GET /resources`."""
    return _listed(call, Kind.RESOURCE, "resources", "resource")


def resource(call: Call) -> Response:
    """`GET /resources/{id}`: metadata when asked for, else the bytes with their own type."""
    element = _element(call, Kind.RESOURCE)
    content = read_resource(element.data)
    if not _wants_metadata(call.accept):
        return Response(content.data or b"", media_type=content.mime_type or BINARY_TYPES[1])
    metadata = {
        "id": element.id,
        "name": content.name,
        "description": content.description,
        "version": content.version or "0.0.0",
        "mime-type": content.mime_type,
        "category-id": element.category,
        "href": call.links.to("resources", element.id),
        "relations": _links(call, element),
    }
    return document(call, "resource", present(metadata))


def _wants_metadata(accept: str) -> bool:
    """Whether the first type asked for is a document; everything else means the bytes."""
    first = next(iter(media_types(accept)), "")
    return first in ("application/json", "application/xml") or first.startswith(METADATA_TYPE)


ROUTES = (
    Route("GET", "/vco/api/configurations", configurations),
    Route("GET", "/vco/api/configurations/{id}", configuration),
    Route("GET", "/vco/api/resources", resources),
    Route("GET", "/vco/api/resources/{id}", resource),
)
