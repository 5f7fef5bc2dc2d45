"""Actions (`reference/rest-api.md` §13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document, file
from mockvro.api.content_items import action_item, category_name
from mockvro.api.context import read_parameters
from mockvro.api.documents import Item, envelope, present, relations
from mockvro.api.errors import NotFound
from mockvro.api.log_entries import entries
from mockvro.api.routing import Route
from mockvro.api.values import declared, write_value
from mockvro.content.action import parse_action
from mockvro.store import Kind

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.engine.actions import ActionRun
    from mockvro.store import Element


def listing(call: Call) -> Response:
    """`GET /actions`: everything; 8.18 ignores conditions here, and clients filter themselves."""
    elements = call.services.store.elements.all(Kind.ACTION)
    return document(call, "actions", envelope([action_item(call, each) for each in elements]))


def by_id(call: Call) -> Element:
    """The action that the path names by id.

    Raises:
        NotFound: There is none.
    """
    element = call.services.store.elements.get(Kind.ACTION, call.path["id"])
    if element is None:
        raise NotFound(f"no action with id {call.path['id']!r}")
    return element


def by_name(call: Call) -> Element:
    """The action that the path names by module and name.

    Raises:
        NotFound: There is none.
    """
    module, name = call.path["module"], call.path["name"]
    element = call.services.store.elements.action(module, name)
    if element is None:
        raise NotFound(f"no action {module}/{name}")
    return element


def _show(call: Call, element: Element) -> Response:
    if call.wants_binary:
        return exported(call, element)
    return document(call, "action", action_document(call, element))


def exported(call: Call, element: Element) -> Response:
    """The `.action` file."""
    # Packages bring the cryptography library; a server without content starts without it.
    from mockvro.plugins.element_files import write_element_file  # noqa: PLC0415

    sides = call.services.store.sides.all(Kind.ACTION, element.id)
    return file(write_element_file(element, sides), "application/zip", f"{element.name}.action")


def action_document(call: Call, element: Element) -> Json:
    """The detail document of an action."""
    action, module = parse_action(element.text), category_name(call, element)
    links = [
        Item(call.links.to("categories", element.category), rel="up"),
        Item(call.links.action(element.id, "executions"), rel="executions"),
        Item(call.links.action(element.id, "executions"), rel="add"),
    ]
    return present(
        {
            "id": element.id,
            "name": action.name,
            "module": module,
            "fqn": f"{module}/{action.name}",
            "version": element.version,
            "description": action.description or None,
            "script": action.script or "",
            "output-type": action.result_type,
            "runtime": action.runtime or None,
            "category-id": element.category,
            "input-parameters": [
                declared(each.name, each.type, each.description) for each in action.parameters
            ],
            "href": call.links.action(element.id),
            "relations": relations(links),
        }
    )


def show_by_id(call: Call) -> Response:
    """`GET /actions/{id}`."""
    return _show(call, by_id(call))


def show_by_name(call: Call) -> Response:
    """`GET /actions/{module}/{name}`."""
    return _show(call, by_name(call))


def _execute(call: Call, element: Element) -> Response:
    given = {name: value for name, (_, value) in read_parameters(call).items()}
    is_json = not call.is_xml
    background = is_json and call.json_object().get("async-execution") is True
    module = category_name(call, element) or ""
    run = call.services.engine.actions.start(
        element, module, given, call.user, background=background
    )
    return document(call, "parameter", run_document(call, run))


def run_document(call: Call, run: ActionRun) -> Json:
    """The result of an execution; a failure is in it, not in the status."""
    return present(
        {
            "type": run.type,
            "value": write_value(run.type, run.value, call.links),
            "execution-id": run.id,
            "state": run.state,
            "error": run.error,
            "errorLineNumber": run.line,
        }
    )


def execute_by_id(call: Call) -> Response:
    """`POST /actions/{id}/executions`."""
    return _execute(call, by_id(call))


def execute_by_name(call: Call) -> Response:
    """`POST /actions/{module}/{name}/executions`."""
    return _execute(call, by_name(call))


def _run_of(call: Call) -> ActionRun:
    run = call.services.engine.actions.get(call.path["eid"])
    if run is None:
        raise NotFound(f"no action execution {call.path['eid']!r}")
    return run


def show_run(call: Call) -> Response:
    """`GET /actions/runs/{execution-id}`."""
    return document(call, "parameter", run_document(call, _run_of(call)))


def cancel_run(call: Call) -> Response:
    """`DELETE /actions/runs/{execution-id}`."""
    run = _run_of(call)
    call.services.engine.actions.cancel(run)
    return document(call, "parameter", run_document(call, run))


def run_logs(call: Call) -> Response:
    """`GET /actions/{execution-id}/logs`: what the script of an execution logged."""
    found = [each for each in _run_of(call).log if each.channel == "syslogs"]
    return document(call, "sys-logs", {"logs": entries(call, found, "syslogs")})


ROUTES = (
    Route("GET", "/vco/api/actions", listing),
    Route("GET", "/vco/api/actions/runs/{eid}", show_run),
    Route("DELETE", "/vco/api/actions/runs/{eid}", cancel_run),
    Route("GET", "/vco/api/actions/{eid}/logs", run_logs),
    Route("GET", "/vco/api/actions/{id}", show_by_id),
    Route("GET", "/vco/api/actions/{module}/{name}", show_by_name),
    Route("POST", "/vco/api/actions/{id}/executions", execute_by_id),
    Route("POST", "/vco/api/actions/{module}/{name}/executions", execute_by_name),
)
