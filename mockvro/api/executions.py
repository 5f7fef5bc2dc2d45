"""Workflow runs: start, watch, cancel, forget (`reference/rest-api.md` §11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document, empty
from mockvro.api.conditions import matching
from mockvro.api.context import read_parameters
from mockvro.api.documents import Item, iso, present, relations
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.log_entries import entries
from mockvro.api.routing import Route
from mockvro.api.values import parameter
from mockvro.host.calls import record
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.engine.model import Checkpoint, Slot
    from mockvro.store import TokenRecord

UNDEFINED_ITEM = "__item-undefined__"


def start(call: Call) -> Response:
    """`POST /workflows/{id}/executions`: 202, the address of the run and its document."""
    workflow_id = call.path["id"]
    if call.services.store.elements.get(Kind.WORKFLOW, workflow_id) is None:
        raise NotFound(f"no workflow with id {workflow_id!r}")
    given = {name: value for name, (_, value) in read_parameters(call).items()}
    token = call.services.engine.start(workflow_id, given, call.user)
    headers = {"Location": call.links.execution(workflow_id, token.id)}
    content = execution_document(call, token)
    return document(call, "workflow-execution", content, status=202, headers=headers)


def token_of(call: Call) -> TokenRecord:
    """The run that the path names.

    Raises:
        NotFound: This workflow has no such run.
    """
    token = call.services.store.tokens.get(call.path["eid"])
    if token is None or token.workflow != call.path["id"]:
        raise NotFound(f"no execution {call.path['eid']!r} of workflow {call.path['id']!r}")
    return token


def show(call: Call) -> Response:
    """`GET …/executions/{eid}`."""
    token = token_of(call)
    # The header of this answer names the host calls of the run, which no other answer can name.
    for host_call in call.services.engine.calls_of(token.id):
        record(host_call)
    return document(call, "workflow-execution", execution_document(call, token))


def execution_document(call: Call, token: TokenRecord) -> Json:
    """The document of a run; inputs and outputs are lists even when empty."""
    checkpoint = call.services.engine.checkpoint(token)
    href = call.links.execution(token.workflow, token.id)
    content: Json = {
        "id": token.id,
        "name": token.name,
        "state": token.state,
        "href": href,
        "start-date": iso(token.started_ms),
        "end-date": iso(token.ended_ms) if token.ended_ms is not None else None,
        "started-by": token.started_by,
        "running-instance-id": call.services.plugins.instance_id,
        "current-item-display-name": token.item or None,
        "current-item-for-display": UNDEFINED_ITEM if token.ended else token.item or UNDEFINED_ITEM,
        "business-state": token.business_state,
        "content-exception": token.error,
        "input-parameters": _parameters(call, checkpoint, checkpoint.inputs),
        "output-parameters": _parameters(call, checkpoint, checkpoint.outputs),
        "relations": relations(_relations(call, token)),
    }
    if call.flag("showDetails"):
        content["workflow-attributes"] = _parameters(call, checkpoint, checkpoint.attributes)
        content["execution-stack"] = [frame.item for frame in checkpoint.frames]
    return present(content)


def _parameters(call: Call, checkpoint: Checkpoint, slots: Mapping[str, Slot]) -> list[Json]:
    return [
        parameter(name, slot.type, checkpoint.value(slot), call.links)
        for name, slot in slots.items()
    ]


def _relations(call: Call, token: TokenRecord) -> list[Item]:
    links = call.links
    names = ("state", "logs", "syslogs", "statistics", "interaction")
    below = [Item(links.execution(token.workflow, token.id, name), rel=name) for name in names]
    return [
        Item(links.workflow(token.workflow), rel="up"),
        Item(links.execution(token.workflow, token.id), rel="remove"),
        *below,
    ]


def listing(call: Call) -> Response:
    """`GET …/executions`: newest first, with conditions and `maxResult`."""
    workflow_id = call.path["id"]
    if call.services.store.elements.get(Kind.WORKFLOW, workflow_id) is None:
        raise NotFound(f"no workflow with id {workflow_id!r}")
    tokens = call.services.store.tokens.of_workflow(workflow_id)
    items = [execution_item(call, token) for token in tokens]
    found = matching(items, call.conditions(), lambda item: item.attributes)
    shown = call.page().of(found)
    up = Item(call.links.workflow(workflow_id), rel="up")
    content: Json = {
        "href": call.links.workflow(workflow_id, "executions"),
        "relations": {**relations([*shown, up]), "total": len(found), "start": call.page().start},
    }
    return document(call, "executions", content)


def execution_item(call: Call, token: TokenRecord) -> Item:
    """A run in a list."""
    values: dict[str, object] = {
        "name": token.name,
        "id": token.id,
        "state": token.state,
        "startedBy": token.started_by,
        "startDate": iso(token.started_ms),
        "endDate": iso(token.ended_ms) if token.ended_ms is not None else None,
        "businessState": token.business_state,
    }
    return Item(call.links.execution(token.workflow, token.id), values)


def state(call: Call) -> Response:
    """`GET …/state`."""
    return document(call, "state", {"value": token_of(call).state})


def cancel(call: Call) -> Response:
    """`DELETE …/state`: 204, also when the run has ended already."""
    call.services.engine.cancel(token_of(call).id)
    return empty()


def remove(call: Call) -> Response:
    """`DELETE …/executions/{eid}`: forgets a run that has ended."""
    token = token_of(call)
    if not token.ended:
        raise BadRequest("the execution still runs", advice="cancel it first")
    call.services.store.tokens.remove(token.id)
    return empty()


def logs(call: Call) -> Response:
    """`GET …/logs`: server events."""
    return document(call, "logs", {"logs": _entries(call, "logs")})


def syslogs(call: Call) -> Response:
    """`GET …/syslogs`: what scripts and the engine wrote."""
    return document(call, "sys-logs", {"logs": _entries(call, "syslogs")})


def _entries(call: Call, channel: str) -> list[Json]:
    return entries(call, call.services.store.tokens.logs(token_of(call).id, channel), channel)


ROUTES = (
    Route("POST", "/vco/api/workflows/{id}/executions", start),
    Route("GET", "/vco/api/workflows/{id}/executions", listing),
    Route("GET", "/vco/api/workflows/{id}/executions/{eid}", show),
    Route("DELETE", "/vco/api/workflows/{id}/executions/{eid}", remove),
    Route("GET", "/vco/api/workflows/{id}/executions/{eid}/state", state),
    Route("DELETE", "/vco/api/workflows/{id}/executions/{eid}/state", cancel),
    Route("GET", "/vco/api/workflows/{id}/executions/{eid}/logs", logs),
    Route("GET", "/vco/api/workflows/{id}/executions/{eid}/syslogs", syslogs),
)
