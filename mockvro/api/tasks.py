"""Scheduled workflows (`reference/rest-api.md` §18)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mockvro.api.call import document, empty
from mockvro.api.conditions import matching
from mockvro.api.context import parameters_of
from mockvro.api.documents import Item, iso, present, relations
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.executions import execution_item
from mockvro.api.routing import Route
from mockvro.api.values import parameter
from mockvro.engine.recurrence import CYCLES, ONE_TIME
from mockvro.engine.tasks import CATCH_UP
from mockvro.store import Kind, TaskRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json

MODES = ("normal", CATCH_UP)
SETTABLE = ("pending", "suspended", "canceled")


def create(call: Call) -> Response:
    """`POST /tasks`: 202, the address of the task and its document."""
    body = call.document()
    workflow_id = _workflow(call, body)
    start_ms = _date(body, "recurrence-start-date")
    if start_ms is None:
        raise BadRequest("a task needs recurrence-start-date")
    task = call.services.engine.tasks.schedule(
        workflow_id,
        parameters_of(body.get("input-parameters") or []),
        call.user,
        start_ms=start_ms,
        cycle=_word(body, "recurrence-cycle", CYCLES, ONE_TIME),
        pattern=_text(body, "recurrence-pattern"),
        end_ms=_date(body, "recurrence-end-date"),
        mode=_word(body, "start-mode", MODES, MODES[0]),
        name=_text(body, "name") or "",
        description=_text(body, "description") or "",
    )
    headers = {"Location": call.links.to("tasks", task.id)}
    return document(call, "task", task_document(call, task), status=202, headers=headers)


def _workflow(call: Call, body: Mapping[str, Any]) -> str:
    named = body.get("workflow")
    workflow_id = named.get("id") if isinstance(named, dict) else None
    if not isinstance(workflow_id, str):
        raise BadRequest("a task needs a workflow with an id")
    if call.services.store.elements.get(Kind.WORKFLOW, workflow_id) is None:
        raise NotFound(f"no workflow with id {workflow_id!r}")
    return workflow_id


def _date(body: Mapping[str, Any], key: str) -> int | None:
    value = body.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, int | float):
        return round(value)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as problem:
        raise BadRequest(f"{key}: {value!r} is no date", advice="use ISO 8601") from problem
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _word(body: Mapping[str, Any], key: str, known: tuple[str, ...], default: str) -> str:
    value = body.get(key) or default
    if value not in known:
        raise BadRequest(f"{key}: unknown word {value!r}", advice=f"use one of: {', '.join(known)}")
    return str(value)


def _text(body: Mapping[str, Any], key: str) -> str | None:
    value = body.get(key)
    return None if value is None else str(value)


def task_of(call: Call) -> TaskRecord:
    """The task that the path names.

    Raises:
        NotFound: There is none.
    """
    task = call.services.store.tasks.get(call.path["id"])
    if task is None:
        raise NotFound(f"no task with id {call.path['id']!r}")
    return task


def show(call: Call) -> Response:
    """`GET /tasks/{id}`."""
    return document(call, "task", task_document(call, task_of(call)))


def task_document(call: Call, task: TaskRecord) -> Json:
    """The document of a task."""
    links, href = call.links, call.links.to("tasks", task.id)
    workflow = call.services.store.elements.get(Kind.WORKFLOW, task.workflow)
    inputs = call.services.engine.tasks.inputs(task)
    return present(
        {
            "id": task.id,
            "name": task.name,
            "user": task.user,
            "description": task.description or None,
            "state": task.state,
            "workflow": present(
                {
                    "id": task.workflow,
                    "name": workflow.name if workflow is not None else None,
                    "href": links.workflow(task.workflow),
                }
            ),
            "href": href,
            "recurrence-cycle": task.cycle,
            "recurrence-pattern": task.pattern,
            "recurrence-start-date": iso(task.start_ms),
            "recurrence-end-date": iso(task.end_ms) if task.end_ms is not None else None,
            "start-mode": task.mode,
            "running-instance-id": call.services.plugins.instance_id,
            "input-parameters": [
                parameter(name, kind, value, links) for name, (kind, value) in inputs.items()
            ],
            "relations": relations(
                [
                    Item(links.workflow(task.workflow), rel="up"),
                    Item(href, rel="remove"),
                    Item(links.to("tasks", task.id, "executions"), rel="executions"),
                ]
            ),
        }
    )


def update(call: Call) -> Response:
    """`POST /tasks/{id}`: changes what the body names; a changed date counts from now."""
    task, body, scheduler = task_of(call), call.document(), call.services.engine.tasks
    if "workflow" in body:
        task.workflow = _workflow(call, body)
    task.name = _text(body, "name") or task.name
    task.description = _text(body, "description") or task.description
    task.cycle = _word(body, "recurrence-cycle", CYCLES, task.cycle)
    task.mode = _word(body, "start-mode", MODES, task.mode)
    if "recurrence-pattern" in body:
        task.pattern = _text(body, "recurrence-pattern")
    task.start_ms = _date(body, "recurrence-start-date") or task.start_ms
    if "recurrence-end-date" in body:
        task.end_ms = _date(body, "recurrence-end-date")
    if "input-parameters" in body:
        task.inputs = scheduler.stored(parameters_of(body["input-parameters"] or []))
    scheduler.put(task)
    state = body.get("state")
    if state in SETTABLE and state != "pending":
        scheduler.set_state(task, str(state))
    return document(call, "task", task_document(call, task))


def remove(call: Call) -> Response:
    """`DELETE /tasks/{id}`: 204; runs that it started go on."""
    call.services.engine.tasks.remove(task_of(call).id)
    return empty()


def listing(call: Call) -> Response:
    """`GET /tasks`."""
    return _listing(call, call.services.store.tasks.all())


def of_workflow(call: Call) -> Response:
    """`GET /workflows/{id}/tasks`."""
    workflow_id = call.path["id"]
    if call.services.store.elements.get(Kind.WORKFLOW, workflow_id) is None:
        raise NotFound(f"no workflow with id {workflow_id!r}")
    return _listing(call, call.services.store.tasks.all(workflow_id))


def _listing(call: Call, tasks: list[TaskRecord]) -> Response:
    found = matching(
        [_item(call, each) for each in tasks], call.conditions(), lambda item: item.attributes
    )
    page = call.page()
    content: Json = {
        "href": call.links.to("tasks"),
        "relations": {**relations(page.of(found)), "total": len(found), "start": page.start},
    }
    return document(call, "tasks", content)


def _item(call: Call, task: TaskRecord) -> Item:
    values: dict[str, object] = {
        "name": task.name,
        "id": task.id,
        "state": task.state,
        "user": task.user,
        "workflowId": task.workflow,
        "recurrenceCycle": task.cycle,
        "startDate": iso(task.start_ms),
        "nextDate": iso(task.next_ms) if task.next_ms is not None else None,
    }
    return Item(call.links.to("tasks", task.id), values)


def executions(call: Call) -> Response:
    """`GET /tasks/{id}/executions`: the runs that it started, oldest first."""
    task = task_of(call)
    items = [execution_item(call, token) for token in call.services.store.tasks.runs(task.id)]
    up = Item(call.links.to("tasks", task.id), rel="up")
    content: Json = {
        "href": call.links.to("tasks", task.id, "executions"),
        "relations": {**relations([*items, up]), "total": len(items), "start": 0},
    }
    return document(call, "executions", content)


ROUTES = (
    Route("GET", "/vco/api/tasks", listing),
    Route("POST", "/vco/api/tasks", create),
    Route("GET", "/vco/api/tasks/{id}", show),
    Route("POST", "/vco/api/tasks/{id}", update),
    Route("DELETE", "/vco/api/tasks/{id}", remove),
    Route("GET", "/vco/api/tasks/{id}/executions", executions),
    Route("GET", "/vco/api/workflows/{id}/tasks", of_workflow),
)
