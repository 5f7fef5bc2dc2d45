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
    control_center,
    element_relations,
    executions,
    forms,
    interactions,
    inventory,
    legacy,
    package_edit,
    package_import,
    packages,
    plugins,
    policies,
    policy_templates,
    resources,
    scripts,
    server,
    server_configuration,
    simulation,
    statistics,
    tags,
    tasks,
    workflow_edit,
    workflows,
)
from mockvro.api.call import json_only
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.releases import Profile
    from mockvro.settings import Settings


def docs(call: Call) -> Response:
    """`GET /docs`: the operations that are simulated."""
    served = routes(call.services.settings, call.services.profile)
    return json_only({"operations": [f"{each.method} {each.pattern}" for each in served]})


ALWAYS = (
    Route("GET", "/vco/api/docs", docs, is_open=True),
    *about.ROUTES,
    *action_edit.ROUTES,
    *actions.ROUTES,
    *catalog.ROUTES,
    *categories.ROUTES,
    *configuration_edit.ROUTES,
    *configurations.ROUTES,
    *content.ROUTES,
    *element_relations.ROUTES,
    *executions.ROUTES,
    *interactions.ROUTES,
    *inventory.ROUTES,
    *package_edit.ROUTES,
    *package_import.ROUTES,
    *packages.ROUTES,
    *plugins.ROUTES,
    *policies.ROUTES,
    *policy_templates.ROUTES,
    *resources.ROUTES,
    *server.ROUTES,
    *server_configuration.ROUTES,
    *statistics.ROUTES,
    *tags.ROUTES,
    *tasks.ROUTES,
    *workflow_edit.ROUTES,
    *workflows.ROUTES,
)
"""What every release serves."""


def routes(settings: Settings, profile: Profile) -> tuple[Route, ...]:
    """The operations of one server: those of its release, and without control no others."""
    rest = profile.rest
    return (
        *ALWAYS,
        *((*control.ROUTES, *scripts.ROUTES, *simulation.ROUTES) if settings.control else ()),
        *(forms.ROUTES if rest.forms else ()),
        *(legacy.PRESENTATION if rest.presentation else ()),
        *(legacy.PERMISSIONS if rest.permissions else ()),
        *(legacy.PLUGINS if rest.posted_plugins else ()),
        *(legacy.LOGS if rest.posted_logs else ()),
        *(control_center.ROUTES if rest.control_center else ()),
    )
