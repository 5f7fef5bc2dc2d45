"""Policy templates (`reference/rest-api.md` §18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.responses import Response

from mockvro.api.bodies import named, text
from mockvro.api.call import document, empty
from mockvro.api.conditions import matching
from mockvro.api.configurations import OBJECT_XML
from mockvro.api.content_edit import (
    NEW_VERSION,
    category_for,
    delete,
    element_of,
    free_name,
    new_id,
    saver,
)
from mockvro.api.content_items import element_item
from mockvro.api.context import parameters_of
from mockvro.api.documents import Item, envelope, relations
from mockvro.api.media import media_types
from mockvro.api.policy_documents import (
    handler_documents,
    item_documents,
    read_handlers,
    read_items,
)
from mockvro.api.routing import Route
from mockvro.api.values import parameter
from mockvro.content.policy import PolicyTemplate, parse_policy, write_policy
from mockvro.content.values import from_text, to_text
from mockvro.content.workflow import Variable
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.values import Value
    from mockvro.store import Element


def listing(call: Call) -> Response:
    """`GET /policies/templates`: 200; that the API document says 204 is taken for a slip."""
    items = [element_item(call, each) for each in call.services.store.elements.all(Kind.POLICY)]
    found = matching(items, call.conditions(), lambda item: item.attributes)
    page = call.page()
    content = envelope(page.of(found), total=len(found), start=page.start)
    return document(call, "policy-templates", content)


def show(call: Call) -> Response:
    """`GET /policies/templates/{id}`: the document, or the element's XML."""
    element = element_of(call, Kind.POLICY, call.path["id"])
    if OBJECT_XML in media_types(call.accept):
        return Response(element.text.encode(), media_type=OBJECT_XML)
    return document(call, "policy-template", template_document(call, element))


def template_document(call: Call, element: Element) -> Json:
    """The document of a template."""
    template = parse_policy(element.text)
    return {
        "id": element.id,
        "name": template.name,
        "description": template.description,
        "version": element.version,
        "category-id": element.category,
        "href": call.links.to("policies", "templates", element.id),
        "parameters": [
            parameter(each.name, each.type, _value(each), call.links)
            for each in template.attributes
        ],
        "policy-items": item_documents(template.items, {}),
        "event-handler": handler_documents(template.events),
        "relations": relations([Item(call.links.to("categories", element.category), rel="up")]),
    }


def _value(variable: Variable) -> Value:
    return None if variable.value is None else from_text(variable.type, variable.value)


def create(call: Call) -> Response:
    """`POST /policies/templates`: 201."""
    body = call.document()
    wanted = call.query.get("categoryId") or text(body, "category-id")
    category = category_for(call, Kind.POLICY, wanted)
    template = PolicyTemplate(
        id=new_id(),
        name=free_name(call, Kind.POLICY, category.id, named(body)),
        version=text(body, "version", NEW_VERSION) or NEW_VERSION,
        description=text(body, "description"),
        attributes=_attributes(call, body),
        items=read_items(body),
        events=read_handlers(body),
    )
    element = saver(call).save(
        Kind.POLICY, template.id, write_policy(template), category.id, "created"
    )
    headers = {"Location": call.links.to("policies", "templates", element.id)}
    content = template_document(call, element)
    return document(call, "policy-template", content, status=201, headers=headers)


def _attributes(call: Call, body: Json) -> tuple[Variable, ...]:
    form = call.services.profile.values.text_form
    return tuple(
        Variable(
            name=name,
            type=kind,
            value=None if value is None else to_text(kind, value, form=form),
        )
        for name, (kind, value) in parameters_of(body.get("parameters") or []).items()
    )


def update(call: Call) -> Response:
    """`PUT /policies/templates/{id}`: 204; keys that the body leaves out stay as they are."""
    element = element_of(call, Kind.POLICY, call.path["id"])
    before, body = parse_policy(element.text), call.document()
    category = text(body, "category-id") or element.category
    if category != element.category:
        category_for(call, Kind.POLICY, category)
    changed = msgspec.structs.replace(
        before,
        id=element.id,
        name=text(body, "name", before.name) or before.name,
        version=text(body, "version", before.version) or before.version,
        description=text(body, "description", before.description),
        attributes=_attributes(call, body) if "parameters" in body else before.attributes,
        items=read_items(body) if "policy-items" in body else before.items,
        events=read_handlers(body) if "event-handler" in body else before.events,
    )
    saver(call).save(Kind.POLICY, element.id, write_policy(changed), category)
    return empty()


def remove(call: Call) -> Response:
    """`DELETE /policies/templates/{id}`: 204; policies that were made from it stay."""
    delete(call, element_of(call, Kind.POLICY, call.path["id"]))
    return empty()


ROUTES = (
    Route("GET", "/vco/api/policies/templates", listing),
    Route("POST", "/vco/api/policies/templates", create),
    Route("GET", "/vco/api/policies/templates/{id}", show),
    Route("PUT", "/vco/api/policies/templates/{id}", update),
    Route("DELETE", "/vco/api/policies/templates/{id}", remove),
)
