"""WorkflowToken: a run as scripts see it; every access reads the stored run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.values import Reference, SecureString
from mockvro.scripting.answers import CoreObject, date
from mockvro.scripting.elements import reference
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.logs import log_events
from mockvro.scripting.registry import Call, Members
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.engine.model import Checkpoint, Slot
    from mockvro.store import TokenRecord

OWN = Members("WorkflowToken")
INPUT = Members("WorkflowInput")
SERVER = Members("Server")
DATE = "%Y-%m-%d %H:%M:%S"


def _token(call: Call) -> TokenRecord:
    found = call.world.store.tokens.get(call.own.id)
    if found is None:
        raise ScriptCallError("WorkflowToken has been deleted")
    return found


def _checkpoint(call: Call) -> Checkpoint:
    return call.world.engine.checkpoint(_token(call))


def _date_text(ms: int | None) -> str | None:
    moment = date(ms)
    return moment.strftime(DATE) if moment is not None else None


@INPUT.answers("id")
@OWN.answers("id")
def _id(call: Call) -> Any:
    return _token(call).id


@INPUT.answers("name")
@OWN.answers("name")
def _name(call: Call) -> Any:
    return _token(call).name


@INPUT.answers("state")
@OWN.answers("state")
def _state(call: Call) -> Any:
    return _token(call).state


@OWN.answers("exception")
def _exception(call: Call) -> Any:
    return _token(call).error


@OWN.answers("businessState")
def _business_state(call: Call) -> Any:
    return _token(call).business_state


@INPUT.answers("startDateAsString", lacks="layout of the text is unverified")
@OWN.answers("startDate", lacks="layout of the text is unverified")
def _start(call: Call) -> Any:
    return _date_text(_token(call).started_ms)


@INPUT.answers("startDate")
@OWN.answers("startDateAsDate")
def _start_date(call: Call) -> Any:
    return date(_token(call).started_ms)


@OWN.answers("endDate", lacks="layout of the text is unverified")
def _end(call: Call) -> Any:
    return _date_text(_token(call).ended_ms)


@OWN.answers("endDateAsDate")
def _end_date(call: Call) -> Any:
    return date(_token(call).ended_ms)


@INPUT.answers("isStillValid")
@OWN.answers("isStillValid")
def _valid(call: Call) -> Any:
    return call.world.store.tokens.get(call.own.id) is not None


@OWN.answers("runningUserName")
def _user(call: Call) -> Any:
    return _token(call).started_by


@OWN.answers("logEvents")
def _logs(call: Call) -> Any:
    return log_events(call.world, _token(call).id)


@OWN.answers("workflowInputId", lacks="the id of the run stands for its interaction")
def _input_id(call: Call) -> Any:
    token = _token(call)
    return token.id if token.awaits == "interaction" else None


def _workflow(call: Call, workflow_id: str) -> Reference | None:
    found = call.world.store.elements.get(Kind.WORKFLOW, workflow_id)
    return reference(call.world, found) if found is not None else None


@OWN.answers("rootWorkflow")
def _root(call: Call) -> Any:
    return _workflow(call, _token(call).workflow)


@OWN.answers("currentWorkflow")
def _current(call: Call) -> Any:
    frames = _checkpoint(call).frames
    return _workflow(call, frames[-1].workflow if frames else _token(call).workflow)


def _values(checkpoint: Checkpoint, slots: Mapping[str, Slot]) -> dict[str, Any]:
    """Values by name; a secret in plain text, as the run's own scripts see it."""
    values = {name: checkpoint.value(slot) for name, slot in slots.items()}
    return {
        name: value.text if isinstance(value, SecureString) else value
        for name, value in values.items()
    }


@OWN.answers("getInputParameters")
def _inputs(call: Call) -> Any:
    checkpoint = _checkpoint(call)
    return _values(checkpoint, checkpoint.inputs)


@OWN.answers("getOutputParameters")
def _outputs(call: Call) -> Any:
    checkpoint = _checkpoint(call)
    return _values(checkpoint, checkpoint.outputs)


@OWN.answers("getAttributes")
def _attributes(call: Call) -> Any:
    checkpoint = _checkpoint(call)
    frames = checkpoint.frames
    return _values(checkpoint, frames[0].slots if frames else checkpoint.attributes)


@OWN.answers("attributesStack", lacks="all variables of each called workflow, parameters too")
def _stack(call: Call) -> Any:
    checkpoint = _checkpoint(call)
    return [
        [
            CoreObject("Attribute", {"name": name, "type": frame.slots[name].type, "value": value})
            for name, value in _values(checkpoint, frame.slots).items()
        ]
        for frame in checkpoint.frames
    ]


@OWN.answers("cancel")
def _cancel(call: Call) -> Any:
    call.world.engine.cancel(_token(call).id)


@SERVER.answers("getWorkflowTokenState")
def _state_of(call: Call) -> Any:
    found = call.world.store.tokens.get(call.text(0))
    return found.state if found is not None else None


@SERVER.answers("getRunningUser", "getCredential")
def _running_user(call: Call) -> Any:
    return call.token.started_by if call.token is not None else None


MEMBERS = (OWN, INPUT, SERVER)
