"""What releases before 8.18 serve and 8.18 does not, as far as known clients need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document, empty, json_only
from mockvro.api.conditions import Condition
from mockvro.api.context import read_parameters
from mockvro.api.documents import Item, relations
from mockvro.api.errors import BadRequest, Conflict
from mockvro.api.executions import token_of
from mockvro.api.log_entries import selected
from mockvro.api.plugins import plugin_of
from mockvro.api.presentation import presentation_document, validation_errors
from mockvro.api.routing import Route
from mockvro.api.workflows import workflow_of
from mockvro.content.workflow import parse_workflow

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call

PERMITTED = ("workflows", "actions", "categories", "configurations", "packages", "resources")


def permissions(call: Call) -> Response:
    """`GET …/permissions`: no rules, so that the one account may do everything."""
    return document(call, "permissions", {"permissions": []})


def presentation(call: Call) -> Response:
    """`GET /workflows/{id}/presentation` (`reference/rest-api.md` §12)."""
    element = workflow_of(call)
    content = presentation_document(parse_workflow(element.text))
    links = [
        Item(call.links.workflow(element.id), rel="up"),
        Item(call.links.workflow(element.id, "presentation", "instances"), rel="instances"),
        Item(call.links.workflow(element.id, "presentation", "instances"), rel="add"),
    ]
    content["relations"] = relations(links)
    return document(call, "presentation", content)


def instance(call: Call) -> Response:
    """`POST …/presentation/instances`: whether inputs would do."""
    workflow = parse_workflow(workflow_of(call).text)
    given = {name: value for name, (_, value) in read_parameters(call).items()}
    errors = validation_errors(workflow, given)
    content = presentation_document(workflow) | {"valid": not errors, "validationErrors": errors}
    return document(call, "presentation-instance", content)


def syslogs(call: Call) -> Response:
    """`POST …/syslogs`: the entries newer than `older-than`, which is what it did."""
    body = call.document()
    conditions = []
    if body.get("severity"):
        conditions.append(Condition("severity", "=", str(body["severity"])))
    if body.get("older-than"):
        conditions.append(Condition("timestamp", ">", str(body["older-than"])))
    found = call.services.store.tokens.logs(token_of(call).id, "syslogs")
    return document(call, "sys-logs", {"logs": selected(call, found, "syslogs", conditions)})


def install(call: Call) -> Response:
    """`POST /plugins`: 204, without a question about a licence; 409 unless `overwrite`."""
    word = call.query.get("format") or call.field("format") or "dar"
    if word.lower() not in ("dar", "vmoapp"):
        raise BadRequest(f"unknown format {word!r}", advice="use dar or vmoapp")
    plugins = call.services.plugins
    received = call.upload()
    staged = plugins.stage(received.name, received.stream)
    pending = plugins.pending.take(staged.id)
    if pending is None:
        raise Conflict("the upload has expired")
    names = [each.descriptor.name for each in pending.offers]
    there = [name for name in names if call.services.store.plugins.get(name) is not None]
    if there and not _overwrites(call):
        raise Conflict(f"installed already: {', '.join(there)}; overwrite=true replaces it")
    plugins.install(pending)
    return empty()


def _overwrites(call: Call) -> bool:
    return call.flag("overwrite") or (call.field("overwrite") or "").lower() == "true"


def set_state(call: Call) -> Response:
    """`PUT /plugins/{name}/state` with `{"enabled":…}`."""
    enabled = call.document().get("enabled")
    if not isinstance(enabled, bool):
        raise BadRequest("enabled must be true or false")
    plugin = plugin_of(call, call.path["id"])
    call.services.plugins.update(plugin, enabled=enabled, log_level=None)
    return empty()


def state(call: Call) -> Response:
    """`GET /plugins/{name}/state`."""
    return json_only({"enabled": plugin_of(call, call.path["id"]).enabled})


PRESENTATION = (
    Route("GET", "/vco/api/workflows/{id}/presentation", presentation),
    Route("POST", "/vco/api/workflows/{id}/presentation/instances", instance),
)
PERMISSIONS = (
    Route("GET", "/vco/api/server/permissions", permissions),
    *(Route("GET", f"/vco/api/{each}/{{id}}/permissions", permissions) for each in PERMITTED),
)
PLUGINS = (
    Route("POST", "/vco/api/plugins", install),
    Route("POST", "/vco/api/plugins/installPluginDynamically", install),
    Route("GET", "/vco/api/plugins/{id}/state", state),
    Route("PUT", "/vco/api/plugins/{id}/state", set_state),
)
LOGS = (Route("POST", "/vco/api/workflows/{id}/executions/{eid}/syslogs", syslogs),)
