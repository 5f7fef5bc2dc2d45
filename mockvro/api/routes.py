"""Every operation that is answered; whatever is missing here is answered with 501."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api import (
    about,
    actions,
    catalog,
    categories,
    configurations,
    control,
    executions,
    inventory,
    packages,
    plugins,
    server_configuration,
    workflows,
)
from mockvro.api.call import json_only
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.settings import Settings


def docs(call: Call) -> Response:
    """`GET /docs`: the operations that are simulated."""
    served = routes(call.services.settings)
    return json_only({"operations": [f"{each.method} {each.pattern}" for each in served]})


ROUTES = (
    Route("GET", "/vco/api/docs", docs, is_open=True),
    *about.ROUTES,
    *actions.ROUTES,
    *catalog.ROUTES,
    *categories.ROUTES,
    *configurations.ROUTES,
    *control.ROUTES,
    *executions.ROUTES,
    *inventory.ROUTES,
    *packages.ROUTES,
    *plugins.ROUTES,
    *server_configuration.ROUTES,
    *workflows.ROUTES,
)


def routes(settings: Settings) -> tuple[Route, ...]:
    """The operations of one server: without control, those of the product alone."""
    if settings.control:
        return ROUTES
    return tuple(route for route in ROUTES if route not in control.ROUTES)
