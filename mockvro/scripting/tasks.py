"""Task: a scheduled workflow."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from mockvro.scripting.answers import date
from mockvro.scripting.elements import reference
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members
from mockvro.scripting.workflows import token_reference
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.store import TaskRecord

OWN = Members("Task")
CATCH_UP, NORMAL = "start-in-the-past", "normal"
ALL_PERCENT = 100.0


def _task(call: Call) -> TaskRecord:
    found = call.world.store.tasks.get(call.own.id)
    if found is None:
        raise ScriptCallError(f"Task {call.own.id} does not exist")
    return found


@OWN.answers("id")
def _id(call: Call) -> Any:
    return _task(call).id


@OWN.answers("name")
def _name(call: Call) -> Any:
    return _task(call).name


@OWN.answers("state", lacks="the words are those of the REST API")
def _state(call: Call) -> Any:
    return _task(call).state


@OWN.answers("error")
def _error(call: Call) -> Any:
    return _task(call).error


@OWN.answers("isRecurrent")
def _recurrent(call: Call) -> Any:
    return _task(call).cycle != "one-time"


@OWN.answers("operation", lacks="always the name of the workflow's class")
def _operation(call: Call) -> Any:
    _task(call)
    return "Workflow"


@OWN.answers("percentCompleted", lacks="100 when over, else 0")
def _percent(call: Call) -> Any:
    return ALL_PERCENT if _task(call).state == "finished" else 0.0


@OWN.answers("executionDate")
def _date(call: Call) -> Any:
    task = _task(call)
    return date(task.next_ms if task.next_ms is not None else task.start_ms)


@OWN.assigns("executionDate")
def _move(call: Call) -> None:
    moment = call.arg(1)
    if not isinstance(moment, datetime):
        raise ScriptCallError("executionDate takes a Date")
    task = _task(call)
    task.start_ms = round(moment.timestamp() * 1000)
    call.world.engine.tasks.put(task)


@OWN.answers("restartInPast")
def _in_past(call: Call) -> Any:
    return _task(call).mode == CATCH_UP


@OWN.assigns("restartInPast")
def _set_in_past(call: Call) -> None:
    task = _task(call)
    task.mode = CATCH_UP if call.arg(1) is True else NORMAL
    call.world.engine.tasks.put(task)


@OWN.answers("parameters")
def _parameters(call: Call) -> Any:
    return {name: value for name, (_, value) in call.world.engine.tasks.inputs(_task(call)).items()}


def _set_inputs(call: Call, given: dict[str, Any]) -> None:
    task, scheduler = _task(call), call.world.engine.tasks
    types = {name: kind for name, (kind, _) in scheduler.inputs(task).items()}
    typed = {name: (types.get(name, "Any"), value) for name, value in given.items()}
    task.inputs = scheduler.stored(typed)
    call.world.store.tasks.put(task)


@OWN.assigns("parameters")
def _set_parameters(call: Call) -> None:
    given = call.arg(1)
    if not isinstance(given, dict):
        raise ScriptCallError("parameters takes Properties")
    _set_inputs(call, given)


@OWN.answers("addParameter")
def _add_parameter(call: Call) -> Any:
    known = _parameters(call)
    _set_inputs(call, {**known, call.text(1): call.arg(2)})


@OWN.answers("workflow")
def _workflow(call: Call) -> Any:
    found = call.world.store.elements.get(Kind.WORKFLOW, _task(call).workflow)
    return reference(call.world, found) if found is not None else None


@OWN.answers("executions")
def _executions(call: Call) -> Any:
    return [token_reference(each) for each in call.world.store.tasks.runs(_task(call).id)]


@OWN.answers("cancel")
def _cancel(call: Call) -> Any:
    call.world.engine.tasks.set_state(_task(call), "canceled")


@OWN.answers("suspend")
def _suspend(call: Call) -> Any:
    call.world.engine.tasks.set_state(_task(call), "suspended")


@OWN.answers("resume")
def _resume(call: Call) -> Any:
    call.world.engine.tasks.set_state(_task(call), "pending")


MEMBERS = (OWN,)
