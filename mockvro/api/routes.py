"""Every operation that is answered; whatever is missing here is answered with 501."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api import (
    about,
    action_edit,
    actions,
    catalog,
    categories,
    configuration_edit,
    configurations,
    content,
    control,
    executions,
    inventory,
    package_edit,
    package_import,
    packages,
    plugins,
    resources,
    server_configuration,
    workflow_edit,
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
    *action_edit.ROUTES,
    *actions.ROUTES,
    *catalog.ROUTES,
    *categories.ROUTES,
    *configuration_edit.ROUTES,
    *configurations.ROUTES,
    *content.ROUTES,
    *control.ROUTES,
    *executions.ROUTES,
    *inventory.ROUTES,
    *package_edit.ROUTES,
    *package_import.ROUTES,
    *packages.ROUTES,
    *plugins.ROUTES,
    *resources.ROUTES,
    *server_configuration.ROUTES,
    *workflow_edit.ROUTES,
    *workflows.ROUTES,
)


def routes(settings: Settings) -> tuple[Route, ...]:
    """The operations of one server: without control, those of the product alone."""
    if settings.control:
        return ROUTES
    return tuple(route for route in ROUTES if route not in control.ROUTES)
