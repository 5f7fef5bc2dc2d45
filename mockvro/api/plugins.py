"""Plug-ins and their installation, the 8.x form (`reference/rest-api.md` §7.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document, empty, file
from mockvro.api.documents import present
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.plugins.installer import InstallResult
    from mockvro.plugins.pending import Offer, Pending
    from mockvro.store import InstalledPlugin

LOG_LEVELS = ("ALL", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF", "DEFAULT")


def installed_document(plugin: InstalledPlugin) -> Json:
    """One installed plug-in; the build number is text in 8.x."""
    return {
        "moduleName": plugin.name,
        "description": plugin.description,
        "version": plugin.version,
        "buildNumber": plugin.build,
        "fileName": plugin.file_name,
        "id": plugin.id,
        "logLevel": plugin.log_level,
        "enabled": plugin.enabled,
    }


def listing(call: Call) -> Response:
    """`GET /plugins`: the flat envelope, with the list of the older form where that is served."""
    found = call.services.store.plugins.all()
    content: Json = {
        "plugins": [installed_document(each) for each in found],
        "total": len(found),
    }
    if call.services.profile.rest.posted_plugins:
        content["plugin"] = [older_document(call, each) for each in found]
    return document(call, "installedPlugins", content)


def older_document(call: Call, plugin: InstalledPlugin) -> Json:
    """One installed plug-in as releases before 8.x list it; the build is a number."""
    descriptor = call.services.plugins.descriptor(plugin)
    digits = plugin.build.removeprefix("-")
    return {
        "url": call.links.to("plugins", plugin.name),
        "version": plugin.version,
        "buildNumber": int(plugin.build) if digits.isascii() and digits.isdigit() else 0,
        "moduleName": plugin.name,
        "displayName": plugin.name,
        "infoText": plugin.description,
        "enabled": plugin.enabled,
        "hasValidation": False,
        "configurable": False,
        "hasInstallActions": bool(descriptor.installation and descriptor.installation.actions),
    }


def plugin_of(call: Call, plugin_id: str) -> InstalledPlugin:
    """An installed plug-in by id or module name.

    Raises:
        NotFound: There is none.
    """
    plugin = call.services.store.plugins.get(plugin_id)
    if plugin is None:
        raise NotFound(f"no plug-in {plugin_id!r}")
    return plugin


def show(call: Call) -> Response:
    """`GET /plugins/{id}`: the dar for octet-stream, else what is known about it.

    The older form gives the file whatever is asked for.
    """
    plugin = plugin_of(call, call.path["id"])
    if not (call.wants_binary or call.services.profile.rest.posted_plugins):
        return document(call, "plugin", installed_document(plugin))
    data = call.services.plugins.dar(plugin.name)
    if data is None:
        raise NotFound(f"the file of plug-in {plugin.name!r} is gone")
    return file(data, "application/octet-stream", plugin.file_name)


def icon(call: Call) -> Response:
    """`GET /plugins/{id}/icon`; 404 when the image that the descriptor names is missing."""
    plugin = plugin_of(call, call.path["id"])
    image = call.services.plugins.descriptor(plugin).image
    data = call.services.plugins.image(plugin.name, image)
    if data is None:
        raise NotFound(f"plug-in {plugin.name!r} has no icon")
    return file(data, "image/png", f"{plugin.name}.png")


def change(call: Call) -> Response:
    """`PATCH /plugins`: enable, disable, set log levels; nothing happens unless all are valid."""
    wanted = call.json()
    if not isinstance(wanted, list):
        raise BadRequest("the body must be a list of plug-ins")
    changes = [_change(call, each) for each in wanted]
    for plugin, enabled, level in changes:
        call.services.plugins.update(plugin, enabled=enabled, log_level=level)
    return empty(200)


def _change(call: Call, wanted: object) -> tuple[InstalledPlugin, bool | None, str | None]:
    if not isinstance(wanted, dict) or not isinstance(wanted.get("id"), str):
        raise BadRequest("a plug-in needs its id")
    enabled, level = wanted.get("enabled"), wanted.get("logLevel")
    if enabled is None and level is None:
        raise BadRequest("a plug-in needs enabled or logLevel")
    if not isinstance(enabled, bool | None) or level not in (None, *LOG_LEVELS):
        raise BadRequest("enabled must be a boolean and logLevel one of the known words")
    return plugin_of(call, wanted["id"]), enabled, level


def remove_one(call: Call) -> Response:
    """`DELETE /plugins/{id}`."""
    call.services.plugins.remove([plugin_of(call, call.path["id"])])
    return empty()


def remove_many(call: Call) -> Response:
    """`DELETE /plugins` with a list of ids; nothing happens unless all are known."""
    ids = call.json()
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise BadRequest("the body must be a list of ids")
    plugins = [plugin_of(call, each) for each in ids]
    if plugins:
        call.services.plugins.remove(plugins)
    return empty()


def upload(call: Call) -> Response:
    """`POST /plugins/installations`: 201 and a pending installation; nothing is installed."""
    received = call.upload()
    pending = call.services.plugins.stage(received.name, received.stream)
    return document(call, "pluginInstallation", _pending(call, pending), status=201)


def _pending(call: Call, pending: Pending) -> Json:
    return present(
        {
            "id": pending.id,
            "fileName": pending.file_name,
            "eula": pending.eula,
            "plugins": [_offered(each) for each in pending.offers],
            "expiresInMillis": call.services.plugins.pending.remaining_ms(pending),
        }
    )


def _offered(offer: Offer) -> Json:
    return {
        "moduleName": offer.descriptor.name,
        "description": offer.descriptor.description or "",
        "version": offer.descriptor.version,
        "buildNumber": offer.descriptor.build_number,
        "fileName": offer.dar.name,
    }


def _waiting(call: Call) -> Pending:
    pending = call.services.plugins.pending.get(call.path["iid"])
    if pending is None:
        raise NotFound(f"no pending installation {call.path['iid']!r}")
    return pending


def show_pending(call: Call) -> Response:
    """`GET /plugins/installations/{id}`: 404 once it is decided or expired."""
    return document(call, "pluginInstallation", _pending(call, _waiting(call)))


def pending_icon(call: Call) -> Response:
    """`GET /plugins/installations/{iid}/entries/{pid}/icon`."""
    wanted = call.path["pid"]
    for offer in _waiting(call).offers:
        name = offer.dar.name
        if wanted in (name, name.removesuffix(".dar"), offer.descriptor.name):
            entry = offer.dar.resource((offer.descriptor.image or "").lstrip("/"))
            if entry is not None:
                return file(offer.dar.archive.read(entry), "image/png", "icon.png")
    raise NotFound(f"no icon of {wanted!r}")


def decide(call: Call) -> Response:
    """`PATCH /plugins/installations/{id}`: 200 with results, or 204 when the EULA is refused."""
    accepted = call.json_object().get("eulaAccepted")
    if not isinstance(accepted, bool):
        raise BadRequest("eulaAccepted must be true or false")
    _waiting(call)
    pending = call.services.plugins.pending.take(call.path["iid"])
    if pending is None:
        raise NotFound(f"no pending installation {call.path['iid']!r}")
    if not accepted:
        return empty()
    results = [_result(each) for each in call.services.plugins.install(pending)]
    return document(call, "finishedPluginInstallation", {"pluginInstallResults": results})


def _result(result: InstallResult) -> Json:
    version, build = result.offered
    state: Json = {"state": result.state, "newVersion": version, "newBuildNumber": build}
    if result.old is not None:
        state |= {"oldVersion": result.old.version, "oldBuildNumber": result.old.build}
    return {"plugin": installed_document(result.plugin), "pluginInstallState": state}


def cancel(call: Call) -> Response:
    """`DELETE /plugins/installations/{id}`."""
    _waiting(call)
    call.services.plugins.pending.take(call.path["iid"])
    return empty()


ROUTES = (
    Route("GET", "/vco/api/plugins", listing),
    Route("PATCH", "/vco/api/plugins", change),
    Route("DELETE", "/vco/api/plugins", remove_many),
    Route("POST", "/vco/api/plugins/installations", upload),
    Route("GET", "/vco/api/plugins/installations/{iid}", show_pending),
    Route("PATCH", "/vco/api/plugins/installations/{iid}", decide),
    Route("DELETE", "/vco/api/plugins/installations/{iid}", cancel),
    Route("GET", "/vco/api/plugins/installations/{iid}/entries/{pid}/icon", pending_icon),
    Route("GET", "/vco/api/plugins/{id}", show),
    Route("DELETE", "/vco/api/plugins/{id}", remove_one),
    Route("GET", "/vco/api/plugins/{id}/icon", icon),
)
