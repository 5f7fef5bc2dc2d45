"""The older import and export service (`reference/rest-api.md` §9): its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document
from mockvro.api.conditions import matching, ordered
from mockvro.api.content_items import element_item, tagged
from mockvro.api.documents import Item, envelope
from mockvro.api.packages import package_items
from mockvro.api.routing import Route
from mockvro.store import Kind

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call


def types(call: Call) -> Response:
    """`GET /content`: the kinds that can be imported and exported."""
    names = ("workflows", "actions", "packages")
    items = [Item(call.links.to("content", name), {"name": name, "id": name}) for name in names]
    return document(call, "inventory-items", envelope(items))


def workflows(call: Call) -> Response:
    """`GET /content/workflows`."""
    return _listed(call, Kind.WORKFLOW)


def actions(call: Call) -> Response:
    """`GET /content/actions`."""
    return _listed(call, Kind.ACTION)


def packages(call: Call) -> Response:
    """`GET /content/packages`."""
    return document(call, "inventory-items", envelope(package_items(call)))


def _listed(call: Call, kind: Kind) -> Response:
    elements = call.services.store.elements.all(kind)
    items = tagged(call, [element_item(call, each) for each in elements])
    found = matching(items, call.conditions(), lambda item: item.attributes)
    found = ordered(found, call.orders(), lambda item: item.attributes)
    page = call.page()
    content = envelope(page.of(found), total=len(found), start=page.start)
    return document(call, "inventory-items", content)


ROUTES = (
    Route("GET", "/vco/api/content", types),
    Route("GET", "/vco/api/content/workflows", workflows),
    Route("GET", "/vco/api/content/actions", actions),
    Route("GET", "/vco/api/content/packages", packages),
)
