"""Configuration elements as they are read (`reference/rest-api.md` §17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from mockvro.api.call import document
from mockvro.api.content_edit import element_of
from mockvro.api.content_items import element_item
from mockvro.api.documents import Item, envelope, relations
from mockvro.api.errors import NotAcceptable
from mockvro.api.media import BINARY_TYPES, media_types
from mockvro.api.routing import Route
from mockvro.api.values import parameter
from mockvro.content.configuration import parse_configuration
from mockvro.engine.model import Checkpoint, Slot
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.workflow import Variable
    from mockvro.store import Element

OBJECT_XML = "application/vcoobject+xml"


def _links(call: Call, element: Element) -> Json:
    return relations([Item(call.links.to("categories", element.category), rel="up")])


def configurations(call: Call) -> Response:
    """`GET /configurations`."""
    elements = call.services.store.elements.all(Kind.CONFIGURATION)
    items = [element_item(call, each, "configuration") for each in elements]
    return document(call, "configurations", envelope(items))


def configuration(call: Call) -> Response:
    """`GET /configurations/{id}`: the document, or the element's XML; never a zip."""
    element = element_of(call, Kind.CONFIGURATION, call.path["id"])
    types = media_types(call.accept)
    if OBJECT_XML in types:
        return Response(element.text.encode(), media_type=OBJECT_XML)
    if types and types[0] in BINARY_TYPES:
        raise NotAcceptable("configuration elements are not exported as zip")
    return document(call, "configuration", configuration_document(call, element))


def configuration_document(call: Call, element: Element) -> Json:
    """The detail document of a configuration element."""
    content = parse_configuration(element.text)
    return {
        "id": element.id,
        "name": content.name,
        "description": content.description,
        "version": element.version,
        "category-id": element.category,
        "href": call.links.to("configurations", element.id),
        "attributes": [_attribute(call, each) for each in content.attributes],
        "relations": _links(call, element),
    }


def _attribute(call: Call, attribute: Variable) -> Json:
    value = None
    if attribute.value is not None:
        value = Checkpoint().value(Slot(attribute.type, attribute.value))
    return parameter(
        attribute.name, attribute.type, value, call.links, description=attribute.description
    )


ROUTES = (
    Route("GET", "/vco/api/configurations", configurations),
    Route("GET", "/vco/api/configurations/{id}", configuration),
)
