"""The classes of workflow items; an item is known by its workflow and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.values import Reference
from mockvro.content.workflow import parse_workflow
from mockvro.scripting.elements import reference
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.content.workflow import Item, Workflow

CLASSES = {
    "task": "WorkflowTaskItem",
    "end": "WorkflowItemEnd",
    "condition": "WorkflowGenericConditionItem",
    "custom-condition": "WorkflowCustomConditionItem",
    "switch": "WorkflowSwitchItem",
    "link": "WorkflowLinkItem",
    "foreach": "WorkflowForeachItem",
    "input": "WorkflowInputItem",
    "waiting-timer": "WorkflowItemWaitingTimer",
    "waiting-event": "WorkflowItemWaitingEvent",
    "decision-activity": "WorkflowDecisionActivityItem",
    "multiple": "WorkflowMultipleCallItem",
}
"""Item type (`reference/workflow-xml.md` §3) to its class in scripts."""

ALL = Members("WorkflowItem", *CLASSES.values())
FOLLOWED = Members("WorkflowItem", *(set(CLASSES.values()) - {CLASSES["end"]}))
DECISIONS = Members(
    "WorkflowGenericConditionItem", "WorkflowCustomConditionItem", "WorkflowDecisionActivityItem"
)
TASK = Members("WorkflowTaskItem")
LINK = Members("WorkflowTaskItem", "WorkflowLinkItem")
DECISION = Members("WorkflowDecisionActivityItem")
FOREACH = Members("WorkflowForeachItem")
SWITCH = Members("WorkflowSwitchItem")
MULTIPLE = Members("WorkflowMultipleCallItem")


def item_reference(workflow: Workflow, name: str | None) -> Reference | None:
    """An item as a script value; None when there is none of the name."""
    item = workflow.item(name) if name else None
    if item is None:
        return None
    return Reference(
        CLASSES.get(item.type, "WorkflowItem"), f"{workflow.id}/{item.name}", item.name
    )


def _own(call: Call) -> tuple[Workflow, Item]:
    workflow_id, _, name = call.own.id.rpartition("/")
    element = call.world.store.elements.get(Kind.WORKFLOW, workflow_id)
    workflow = parse_workflow(element.text) if element is not None else None
    item = workflow.item(name) if workflow is not None else None
    if workflow is None or item is None:
        raise ScriptCallError(f"workflow item {call.own.id} does not exist")
    return workflow, item


def _workflow(call: Call, workflow_id: str | None) -> Reference | None:
    found = call.world.store.elements.get(Kind.WORKFLOW, workflow_id or "")
    return reference(call.world, found) if found is not None else None


def _action(call: Call, path: str | None) -> Reference | None:
    """An action by `module/name`, as items name it."""
    module, _, name = (path or "").rpartition("/")
    found = call.world.store.elements.action(module, name)
    return reference(call.world, found) if found is not None else None


@ALL.answers("name")
def _name(call: Call) -> Any:
    return _own(call)[1].name


@ALL.answers("description")
def _description(call: Call) -> Any:
    return _own(call)[1].description


@DECISIONS.answers("nextItemTrue")
@FOLLOWED.answers("nextItem")
def _next(call: Call) -> Any:
    workflow, item = _own(call)
    return item_reference(workflow, item.out_name)


@DECISIONS.answers("nextItemFalse")
def _next_false(call: Call) -> Any:
    workflow, item = _own(call)
    return item_reference(workflow, item.alt_out_name)


@TASK.answers("script")
@DECISIONS.answers("script")
def _script(call: Call) -> Any:
    return _own(call)[1].script


@LINK.answers("linkedWorkflow")
def _linked(call: Call) -> Any:
    item = _own(call)[1]
    return _workflow(call, item.linked_workflow_id or item.launched_workflow_id)


@TASK.answers("isActionCall")
def _calls_action(call: Call) -> Any:
    return _own(call)[1].script_module is not None


@TASK.answers("isStartWorkflowCall")
def _starts_workflow(call: Call) -> Any:
    return _own(call)[1].launched_workflow_id is not None


@TASK.answers("usedActions", lacks="the action of an action element only, none of the script's")
def _used(call: Call) -> Any:
    found = _action(call, _own(call)[1].script_module)
    return [found] if found is not None else []


@DECISION.answers("referencedAction")
def _referenced_action(call: Call) -> Any:
    item = _own(call)[1]
    named = item.reference.id if item.reference is not None else item.script_module
    return _action(call, named)


@DECISION.answers("referencedWorkflow")
def _referenced_workflow(call: Call) -> Any:
    item = _own(call)[1]
    named = item.reference.id if item.reference is not None else item.linked_workflow_id
    return _workflow(call, named)


@FOREACH.answers("iterationElement")
def _iterated(call: Call) -> Any:
    item = _own(call)[1]
    named = item.reference.id if item.reference is not None else item.linked_workflow_id
    return _workflow(call, named) or _action(call, named)


@FOREACH.answers("loopInnerCatchBlock")
def _catch_block(call: Call) -> Any:
    return _own(call)[1].iteration_catch_script


@SWITCH.answers("conditions", lacks="layout unverified: the compared texts")
def _conditions(call: Call) -> Any:
    return [each.text for each in _own(call)[1].conditions]


@SWITCH.answers("outItems")
def _out_items(call: Call) -> Any:
    workflow, item = _own(call)
    found = (item_reference(workflow, each.label) for each in item.conditions)
    return [each for each in found if each is not None]


@MULTIPLE.answers("linkedWorkflows")
def _linked_workflows(call: Call) -> Any:
    found = (_workflow(call, each.linked_workflow_id) for each in _own(call)[1].sub_workflows)
    return [each for each in found if each is not None]


MEMBERS = (ALL, FOLLOWED, DECISIONS, TASK, LINK, DECISION, FOREACH, SWITCH, MULTIPLE)
