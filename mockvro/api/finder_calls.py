"""Finder calls of the product's server that its REST API does not have: `/mockvro/plugins/…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import empty, json_only
from mockvro.api.catalog import finder_of, finders_of
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call


def find_all(call: Call) -> Response:
    """`GET /mockvro/plugins/{name}/find-all`: a query, as scripts ask it, and the whole result.

    Properties are read with `properties=true` only, because there may be very many objects. With
    `internal=true` the server asks for itself, as at a refresh.
    """
    finders = finders_of(call, call.path["name"], internal=call.flag("internal"))
    finder = finder_of(finders.descriptor, call.query.get("type", ""))
    wanted = call.query.get("query", "")
    found = finders.query(finder.type, wanted, properties=call.flag("properties"))
    return json_only(found)


def invalidate(call: Call) -> Response:
    """`POST /mockvro/plugins/{name}/invalidate`: one object by type and id, or all without."""
    finders, body = finders_of(call, call.path["name"]), call.json_object()
    if "type" in body:
        finder = finder_of(finders.descriptor, str(body["type"]))
        finders.invalidate(finder.type, str(body.get("id", "")))
    else:
        finders.invalidate_all()
    return empty()


ROUTES = (
    Route("GET", "/mockvro/plugins/{name}/find-all", find_all),
    Route("POST", "/mockvro/plugins/{name}/invalidate", invalidate),
)
