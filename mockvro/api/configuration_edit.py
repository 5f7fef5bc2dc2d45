"""Making, changing, importing and deleting configuration elements (`rest-api.md` §17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.api.call import document, empty
from mockvro.api.configurations import configuration_document
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
from mockvro.api.errors import Conflict
from mockvro.api.routing import Route
from mockvro.api.variables import read_variables
from mockvro.api.workflow_edit import overwrites
from mockvro.content.configuration import (
    ConfigurationElement,
    parse_configuration,
    write_configuration,
)
from mockvro.content.encoding import decode_utf16
from mockvro.store import Kind

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.values import Form
    from mockvro.content.workflow import Variable
    from mockvro.store import Element


def create(call: Call) -> Response:
    """`POST /configurations`: 201 with the new element; a file is imported (202)."""
    if call.is_upload:
        return upload(call)
    body = call.document()
    category = category_for(
        call,
        Kind.CONFIGURATION,
        call.query.get("categoryId") or text(body, "category-id"),
    )
    content = ConfigurationElement(
        id=new_id(),
        name=free_name(call, Kind.CONFIGURATION, category.id, named(body)),
        version=text(body, "version", NEW_VERSION) or NEW_VERSION,
        description=text(body, "description"),
        attributes=read_variables(body.get("attributes"), _form(call)),
    )
    element = saver(call).save(
        Kind.CONFIGURATION, content.id, write_configuration(content), category.id, "created"
    )
    return _answer(call, element, 201)


def _answer(call: Call, element: Element, status: int) -> Response:
    headers = {"Location": call.links.to("configurations", element.id)}
    content = configuration_document(call, element)
    return document(call, "configuration", content, status=status, headers=headers)


def _form(call: Call) -> Form:
    return call.services.profile.values.text_form


def _changed(call: Call, body: Json, before: tuple[Variable, ...]) -> tuple[Variable, ...]:
    found = body.get("attributes")
    return before if found is None else read_variables(found, _form(call), before)


def update(call: Call) -> Response:
    """`PUT /configurations/{id}`: 204; keys that the body leaves out stay as they are."""
    element = element_of(call, Kind.CONFIGURATION, call.path["id"])
    content, body = parse_configuration(element.text), call.document()
    category = text(body, "category-id") or element.category
    if category != element.category:
        category_for(call, Kind.CONFIGURATION, category)
    changed = msgspec.structs.replace(
        content,
        name=text(body, "name", content.name) or content.name,
        version=text(body, "version", content.version) or content.version,
        description=text(body, "description", content.description),
        attributes=_changed(call, body, content.attributes),
    )
    saver(call).save(Kind.CONFIGURATION, element.id, write_configuration(changed), category)
    return empty()


def upload(call: Call) -> Response:
    """Import the XML of an element, as `Accept: application/vcoobject+xml` exports it: 202."""
    category_id = call.query.get("categoryId") or call.field("categoryId") or ""
    category = category_for(call, Kind.CONFIGURATION, category_id)
    data = call.upload().stream.read()
    content = parse_configuration(_decoded(data))
    there = call.services.store.elements.get(Kind.CONFIGURATION, content.id)
    if there is not None and not overwrites(call):
        raise Conflict(f"configuration {content.name!r} is there; ?overwrite=true replaces it")
    place = there.category if there is not None and there.category else category.id
    content = msgspec.structs.replace(content, id=content.id or new_id())
    element = saver(call).save(
        Kind.CONFIGURATION, content.id, write_configuration(content), place, "imported"
    )
    return _answer(call, element, 202)


def _decoded(data: bytes) -> str:
    """The text of a file: UTF-16 with a mark, as in packages, else UTF-8, as exported here."""
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return decode_utf16(data)
    return data.decode("utf-8-sig", "replace")


def remove(call: Call) -> Response:
    """`DELETE /configurations/{id}`: 204; 409 while something uses it, unless `force`."""
    delete(call, element_of(call, Kind.CONFIGURATION, call.path["id"]))
    return empty()


ROUTES = (
    Route("POST", "/vco/api/configurations", create),
    Route("PUT", "/vco/api/configurations/{id}", update),
    Route("DELETE", "/vco/api/configurations/{id}", remove),
)
