"""What the server is and how it is: about, versions, health, the caller (`rest-api.md` §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json

SERVICES = {
    "actions": "Actions and the modules they lie in",
    "catalog": "Objects of the plug-ins by type",
    "categories": "Folders of workflows, configurations, resources and policies",
    "configurations": "Configuration elements",
    "content": "Import and export of workflows, actions and packages",
    "inventory": "Objects of the plug-ins as a tree",
    "packages": "Packages of content",
    "plugins": "Installed plug-ins",
    "resources": "Resource elements",
    "server-configuration": "The scripting API and server settings",
    "users": "The current user",
    "workflows": "Workflows and their executions",
}


def services(call: Call) -> Response:
    """`GET /vco/api/`: the top-level services."""
    entries = [{"href": call.links.to(name), "description": SERVICES[name]} for name in SERVICES]
    return document(call, "service-descriptors", {"service": entries})


def about(call: Call) -> Response:
    """`GET /about`: version numbers, open to everybody."""
    numbers = call.services.profile.about
    content: Json = {
        "version": numbers.version,
        "build-number": numbers.build_number,
        "build-date": numbers.build_date,
        "api-version": numbers.api_version,
        "features": [{"name": name} for name in numbers.features],
    }
    return document(call, "about-info", content)


def versions(call: Call) -> Response:
    """`GET /versions`: the one API version."""
    number = call.services.profile.about.api_version
    return document(
        call, "supported-versions", {"version": [{"versionCode": number, "latest": True}]}
    )


def health_status(call: Call) -> Response:
    """`GET /healthstatus`: UNKNOWN while plug-ins are being loaded, else RUNNING."""
    return _health(call, 200)


def _health(call: Call, status: int) -> Response:
    ready = is_ready(call)
    health: Json = {
        "state": "OK" if ready else "UNKNOWN",
        "time": int(call.services.settings.clock() * 1000),
        "description": "all plug-ins are loaded" if ready else "plug-ins are being loaded",
    }
    if call.flag("showDetails"):
        health["health-status-providers"] = _providers(call)
    content: Json = {
        "state": "RUNNING" if ready else "UNKNOWN",
        "instance-id": call.services.plugins.instance_id,
        "health-status": health,
    }
    return document(call, "node-status", content, status=status)


def _providers(call: Call) -> list[Json]:
    failures = call.services.plugins.failures()
    return [
        {
            "state": "ERROR" if plugin.name in failures else "OK",
            "name": plugin.name,
            "description": plugin.description,
            "message": failures.get(plugin.name, ""),
            "critical": False,
        }
        for plugin in call.services.store.plugins.all()
    ]


def liveness(call: Call) -> Response:
    """`GET /health/liveness`: the process answers."""
    return _health(call, 200)


def is_ready(call: Call) -> bool:
    """Whether all plug-ins are loaded and nobody restarts the server."""
    services = call.services
    return services.plugins.ready and not services.control_center.restarting.is_set()


def readiness(call: Call) -> Response:
    """`GET /health/readiness`: 503 while plug-ins are being loaded."""
    return _health(call, 200 if is_ready(call) else 503)


def users(call: Call) -> Response:
    """`GET /users`: the caller, who is always an administrator here."""
    name, _, domain = call.user.partition("@")
    content: Json = {
        "admin-rights": True,
        "solution-user": "false",
        "member-groups": [{"cn": "admins", "dn": "mockvro\\admins", "display-name": "admins"}],
        "display-name": call.user,
        "login-name": name,
        "domain": domain or "mockvro",
        "language": "en",
        "locale": "en_US",
    }
    return document(call, "user", content)


ROUTES = (
    Route("GET", "/vco/api", services, is_open=True, at_once=True),
    Route("GET", "/vco/api/about", about, is_open=True, at_once=True),
    Route("GET", "/vco/api/health/liveness", liveness, is_open=True),
    Route("GET", "/vco/api/health/readiness", readiness, is_open=True),
    Route("GET", "/vco/api/healthstatus", health_status, is_open=True),
    Route("GET", "/vco/api/versions", versions, at_once=True),
    Route("GET", "/vco/api/users", users, at_once=True),
)
