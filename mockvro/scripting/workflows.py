"""Workflow: what it declares, and starting or scheduling it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from mockvro.content.values import Reference
from mockvro.content.workflow import parse_workflow
from mockvro.scripting.answers import CoreObject
from mockvro.scripting.configurations import attribute
from mockvro.scripting.elements import element_of, reference
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.logs import log_events
from mockvro.scripting.registry import Call, Members
from mockvro.scripting.workflow_items import item_reference
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockvro.content.values import Value
    from mockvro.content.workflow import Parameter, Workflow
    from mockvro.store import TokenRecord

OWN = Members("Workflow")
SERVER = Members("Server")


def workflow_of(call: Call) -> Workflow:
    """The workflow that a call is about.

    Raises:
        ScriptCallError: It is not there any more.
        ElementError: Its content cannot be read.
    """
    return parse_workflow(element_of(call.world, call.own).text)


def token_reference(token: TokenRecord) -> Reference:
    """A run as a script value."""
    return Reference("WorkflowToken", token.id, token.name)


def _parameters(declared: Iterable[Parameter]) -> list[CoreObject]:
    return [
        CoreObject(
            "Parameter", {"name": each.name, "type": each.type, "description": each.description}
        )
        for each in declared
    ]


@OWN.answers("inParameters")
def _inputs(call: Call) -> Any:
    return _parameters(workflow_of(call).inputs)


@OWN.answers("outParameters")
def _outputs(call: Call) -> Any:
    return _parameters(workflow_of(call).outputs)


@OWN.answers("attributes")
def _attributes(call: Call) -> Any:
    return [attribute(each) for each in workflow_of(call).attributes]


@OWN.answers("parameterInfos", lacks="layout unverified: name to Properties of name and type")
def _infos(call: Call) -> Any:
    return {each.name: {"name": each.name, "type": each.type} for each in workflow_of(call).inputs}


@OWN.answers("executions")
def _executions(call: Call) -> Any:
    tokens = call.world.store.tokens.of_workflow(element_of(call.world, call.own).id)
    return [token_reference(each) for each in tokens]


@OWN.answers("logEvents")
def _logs(call: Call) -> Any:
    tokens = call.world.store.tokens.of_workflow(element_of(call.world, call.own).id)
    return [event for each in reversed(tokens) for event in log_events(call.world, each.id)]


@OWN.answers("firstItem")
def _first(call: Call) -> Any:
    workflow = workflow_of(call)
    return item_reference(workflow, workflow.root_name)


@OWN.answers("items")
def _items(call: Call) -> Any:
    workflow = workflow_of(call)
    return [item_reference(workflow, each.name) for each in workflow.items]


@OWN.answers("numberOfItem")
def _count(call: Call) -> Any:
    return float(len(workflow_of(call).items))


def _given(call: Call) -> dict[str, Value]:
    values = call.arg(1)
    if not isinstance(values, dict):
        raise ScriptCallError("First parameter is not a Properties object !")
    return values


def _user(call: Call, index: int) -> str:
    """Who a run belongs to: the script's user unless name and password of another are given."""
    name = call.arg(index)
    if not name:
        return call.user
    settings = call.world.settings
    if (name, call.arg(index + 1)) != (settings.username, settings.password):
        raise ScriptCallError(f"user {name!r} cannot be authenticated")
    return str(name)


@OWN.answers("execute")
def _execute(call: Call) -> Any:
    element = element_of(call.world, call.own)
    return token_reference(call.world.engine.start(element.id, _given(call), _user(call, 2)))


def _date_ms(value: Any, default: int | None) -> int | None:
    if value is None:
        return default
    if not isinstance(value, datetime):
        raise ScriptCallError("a Date is needed")
    return round(value.timestamp() * 1000)


def _scheduled(call: Call, start: Any, user: str, **more: Any) -> Reference:
    workflow = workflow_of(call)
    types = {each.name: each.type for each in workflow.inputs}
    given = {name: (types.get(name, "Any"), value) for name, value in _given(call).items()}
    now = call.world.engine.now_ms()
    task = call.world.engine.tasks.schedule(
        element_of(call.world, call.own).id,
        given,
        user,
        start_ms=_date_ms(start, now) or now,
        name=workflow.name,
        **more,
    )
    return Reference("Task", task.id, task.name)


@OWN.answers("schedule")
def _schedule(call: Call) -> Any:
    return _scheduled(call, call.arg(2), _user(call, 3))


@OWN.answers("scheduleRecurrently", lacks="which word of a pattern means what is unverified")
def _recurrently(call: Call) -> Any:
    pattern, cycle = call.arg(2), call.text(3)
    end = _date_ms(call.arg(5), None)
    return _scheduled(
        call,
        call.arg(4),
        _user(call, 6),
        pattern=str(pattern) if pattern else None,
        cycle=cycle,
        end_ms=end,
    )


@SERVER.answers("getWorkflowWithId")
def _with_id(call: Call) -> Any:
    found = call.world.store.elements.get(Kind.WORKFLOW, call.text(0))
    return reference(call.world, found) if found is not None else None


MEMBERS = (OWN, SERVER)
