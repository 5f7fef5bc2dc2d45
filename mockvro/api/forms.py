"""Input forms of workflows and of their interactions (`reference/rest-api.md` §19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.api.actions import run_document
from mockvro.api.call import empty, json_only
from mockvro.api.conditions import matching
from mockvro.api.content_edit import element_of
from mockvro.api.content_items import category_name
from mockvro.api.context import parameters_of
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.form_layout import default_form
from mockvro.api.routing import Route
from mockvro.content.encoding import decode_utf16, encode_utf16
from mockvro.content.workflow import parse_workflow
from mockvro.store import Kind
from mockvro.store.sides import FORM

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.store import Element


def _workflow(call: Call) -> Element:
    return element_of(call, Kind.WORKFLOW, call.path["id"])


def _item(call: Call) -> str:
    """The interaction that a form belongs to; empty for the form of the workflow itself."""
    return call.path.get("item", "")


def stored_form(call: Call, workflow_id: str, item: str) -> Json | None:
    """A stored form; None when there is none, or when it cannot be read."""
    data = call.services.store.sides.get(Kind.WORKFLOW, workflow_id, f"{FORM}{item}")
    if data is None:
        return None

    try:
        found = msgspec.json.decode(decode_utf16(data))
    except msgspec.DecodeError:
        return None
    return found if isinstance(found, dict) else None


def show(call: Call) -> Response:
    """`GET /forms/{workflow}[/{item}]`: the stored form, else one made from the inputs."""
    element, item = _workflow(call), _item(call)
    found = stored_form(call, element.id, item)
    if found is None and item:
        raise NotFound(f"workflow {element.name!r} has no form for {item!r}")
    return json_only(found if found is not None else default_form(parse_workflow(element.text)))


def listing(call: Call) -> Response:
    """`GET /forms?conditions=workflowId=…`: stored forms of one workflow, or of all."""
    conditions, store = call.conditions(), call.services.store
    elements = matching(store.elements.all(Kind.WORKFLOW), conditions, _named)
    if conditions and not elements:
        raise NotFound("no workflow meets the conditions")
    names = (
        (each.id, name.removeprefix(FORM))
        for each in elements
        for name in store.sides.all(Kind.WORKFLOW, each.id)
        if name.startswith(FORM)
    )
    found = (stored_form(call, workflow, item) for workflow, item in names)
    return json_only([each for each in found if each is not None])


def _named(element: Element) -> Json:
    """What conditions may ask for; which names the product knows is in no source."""
    return {"workflowId": element.id, "id": element.id, "name": element.name}


def _body(call: Call) -> Json:
    body = call.json_object()
    if not body:
        raise BadRequest("a form must be an object with something in it")
    return body


def put(call: Call) -> Response:
    """`PUT` and `POST /forms/{workflow}[/{item}]`: stores a form and answers it."""
    element, form = _workflow(call), _body(call)
    _store(call, element.id, _item(call), form)
    return json_only(form)


def _store(call: Call, workflow_id: str, item: str, form: Json) -> None:

    data = encode_utf16(msgspec.json.encode(form).decode())
    call.services.store.sides.put(Kind.WORKFLOW, workflow_id, f"{FORM}{item}", data)


def create(call: Call) -> Response:
    """`POST /forms`: stores a form that names its workflow as `workflowId` or `id`."""
    form = _body(call)
    workflow_id = str(form.get("workflowId") or form.get("id") or "")
    element = element_of(call, Kind.WORKFLOW, workflow_id)
    _store(call, element.id, str(form.get("itemId") or ""), form)
    return json_only(form)


def remove(call: Call) -> Response:
    """`DELETE /forms/{workflow}[/{item}]`: 200, also when there was none."""
    element = _workflow(call)
    call.services.store.sides.remove(Kind.WORKFLOW, element.id, f"{FORM}{_item(call)}")
    return empty(200)


def evaluate(call: Call) -> Response:
    """`POST /forms/evaluations`: runs actions, each with a result or an error."""
    executions = call.json_object().get("executions") or []
    if not isinstance(executions, list) or not all(isinstance(e, dict) for e in executions):
        raise BadRequest("executions must be a list")
    return json_only({"results": [_evaluated(call, each) for each in executions]})


def evaluate_for(call: Call) -> Response:
    """`POST /forms/{workflow}/evaluations`."""
    _workflow(call)
    return evaluate(call)


def _evaluated(call: Call, execution: Json) -> Json:
    try:
        element = _action(call, str(execution.get("actionId") or ""))
        inputs = execution.get("inputs") or {}
        given = parameters_of(inputs.get("parameters") or [] if isinstance(inputs, dict) else [])
    except (NotFound, BadRequest) as problem:
        return {"error": str(problem)}
    values = {name: value for name, (_, value) in given.items()}
    module = category_name(call, element) or ""
    run = call.services.engine.actions.start(element, module, values, call.user, background=False)
    document: dict[str, Any] = run_document(call, run)
    if run.error is not None:
        return {"error": run.error}
    return {"result": document.get("value")}


def _action(call: Call, key: str) -> Element:
    """An action by id or as `module/name`."""
    module, _, name = key.rpartition("/")
    found = call.services.store.elements.action(module, name) if module else None
    return found or element_of(call, Kind.ACTION, key)


ROUTES = (
    Route("GET", "/vco/api/forms", listing),
    Route("POST", "/vco/api/forms", create),
    Route("POST", "/vco/api/forms/evaluations", evaluate),
    Route("GET", "/vco/api/forms/{id}", show),
    Route("PUT", "/vco/api/forms/{id}", put),
    Route("POST", "/vco/api/forms/{id}", put),
    Route("DELETE", "/vco/api/forms/{id}", remove),
    Route("POST", "/vco/api/forms/{id}/evaluations", evaluate_for),
    Route("GET", "/vco/api/forms/{id}/{item}", show),
    Route("PUT", "/vco/api/forms/{id}/{item}", put),
    Route("DELETE", "/vco/api/forms/{id}/{item}", remove),
)
