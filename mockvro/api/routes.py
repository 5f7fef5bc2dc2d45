"""Every operation that is answered; whatever is missing here is answered with 501."""

from __future__ import annotations

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

ROUTES = (
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
