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
    event_probes,
    executions,
    finder_calls,
    forms,
    interactions,
    inventory,
    legacy,
    observer,
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
from mockvro.api.coverage import coverage_document
from mockvro.api.errors import NotSimulated
from mockvro.api.operations import BASES, NEWEST, operations
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.releases import Profile, Rest
    from mockvro.settings import Settings


def docs(call: Call) -> Response:
    """`GET /docs`: the operations that are simulated."""
    served = routes(call.services.settings, call.services.profile)
    names = [
        f"{each.method} {each.pattern}" for each in served if each.handler is not not_simulated
    ]
    return json_only({"operations": names})


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


def coverage(_call: Call) -> Response:
    """`GET /mockvro/coverage`: every operation of the product, and whether it is simulated."""
    return json_only(coverage_document())


CONTROL = (
    Route("GET", "/mockvro/coverage", coverage),
    *control.ROUTES,
    *event_probes.ROUTES,
    *finder_calls.ROUTES,
    *observer.ROUTES,
    *scripts.ROUTES,
    *simulation.ROUTES,
)


def routes(settings: Settings, profile: Profile) -> tuple[Route, ...]:
    """The operations of one server: those of its release, and without control no others."""
    rest = profile.rest
    return (
        *ALWAYS,
        *(CONTROL if settings.control else ()),
        *(forms.ROUTES if rest.forms else ()),
        *(legacy.PRESENTATION if rest.presentation else ()),
        *(legacy.PERMISSIONS if rest.permissions else ()),
        *(legacy.PLUGINS if rest.posted_plugins else ()),
        *(legacy.LOGS if rest.posted_logs else ()),
        *(control_center.ROUTES if rest.control_center else ()),
        *_refused(rest),
    )


def _refused(rest: Rest) -> Iterator[Route]:
    """Operations that are not simulated; without them a less specific route would answer."""
    families = tuple(BASES) if rest.posted_plugins else (NEWEST,)
    for each in operations():
        if each.status == "501" and each.family in families:
            yield Route(each.method, each.pattern, not_simulated)


def not_simulated(call: Call) -> Response:
    """The answer of an operation that is not simulated.

    Raises:
        NotSimulated: Always.
    """
    raise NotSimulated(f"{call.method} {call.url_path} is not simulated")
