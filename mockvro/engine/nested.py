"""Items that run workflows or actions inside a run (`reference/workflow-xml.md` §4.2)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from mockvro.content.values import from_wire
from mockvro.engine.bindings import outside
from mockvro.engine.comparing import holds
from mockvro.engine.items import Child, Done, Enter, Pause, following
from mockvro.engine.model import ItemFailure, Loop, Slot, Wait

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockvro.content.values import Value
    from mockvro.content.workflow import Bind, Item, SubWorkflow
    from mockvro.engine.items import Outcome, Step
    from mockvro.engine.model import Frame

WORKFLOW = "Workflow"
RESULT = "result"
"""Name of the output that a decision compares when its condition names none."""

INDEX = "$index"


def action_call(item: Item, reference: str) -> str:
    """The call of an action with the in-bindings as arguments, in their order."""
    module, _, name = reference.rpartition("/")
    arguments = ", ".join(bind.name for bind in item.in_bindings)
    return f'System.getModule("{module}").{name}({arguments})'


def link(step: Step) -> Outcome:
    """Run a workflow; its inputs are the in-bindings by name."""
    return Enter(_entered(step, step.item.linked_workflow_id or "", step.item.in_bindings))


def _entered(step: Step, workflow_id: str, binds: Iterable[Bind]) -> Frame:
    called = step.library.workflow(workflow_id)
    frame = step.library.frame(called)
    known = {parameter.name for parameter in called.inputs}
    for bind in binds:
        if bind.name in known:
            frame.slots[bind.name] = step.slot(frame.slots[bind.name].type, step.bound(bind))
    return frame


def hand_back(step: Step, bind: Bind, value: Value) -> None:
    """Store an output of a called workflow in a variable of the caller."""
    name = outside(bind)
    slot = step.frame.slots.get(name or "")
    if name is not None and slot is not None:
        step.frame.slots[name] = step.slot(slot.type, value)


def foreach(step: Step) -> Outcome:
    """Run a workflow for each element, one after the other.

    Arrays of different lengths are filled up with nulls; what the product does is not known.
    """
    loop = step.frame.loop
    if loop is None:
        loop = step.frame.loop = _new_loop(step)
    if loop.index >= loop.count:
        return _looped(step, loop)
    reference = step.item.reference
    if reference is not None and reference.type != WORKFLOW:
        raise ItemFailure(f"foreach {step.label!r} refers to a {reference.type}, no workflow")
    workflow_id = reference.id if reference is not None else step.item.linked_workflow_id
    return Enter(_entered(step, workflow_id or "", step.item.in_bindings))


def _new_loop(step: Step) -> Loop:
    arrays = [_array(step, bind) for bind in step.item.in_bindings if bind.iterates]
    results: dict[str, list[Slot]] = {
        bind.name: [] for bind in step.item.out_bindings if bind.iterates
    }
    return Loop(0, max(map(len, arrays), default=0), results)


def _array(step: Step, bind: Bind) -> list[Value]:
    slot = step.frame.slots.get(bind.variable)
    value = step.checkpoint.value(slot) if slot is not None else None
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _looped(step: Step, loop: Loop) -> Outcome:
    """All elements are done: store what was collected."""
    for bind in step.item.out_bindings:
        if bind.iterates:
            slot = step.frame.slots.get(bind.variable)
            if slot is not None:
                values = [step.checkpoint.value(each) for each in loop.results[bind.name]]
                step.frame.slots[bind.variable] = step.slot(slot.type, values)
    step.frame.loop = None
    return step.following()


def _iterated(step: Step, done: Frame | None) -> Outcome:
    """One element is done, or failed when there is no frame: go on with the next."""
    loop = step.frame.loop
    if loop is None:
        raise ItemFailure(f"foreach {step.label!r} lost its place", is_final=True)
    for bind in step.item.out_bindings:
        slot = done.slots.get(bind.name) if done is not None else None
        if bind.iterates:
            loop.results[bind.name].append(slot or Slot("Any"))
        elif slot is not None:
            hand_back(step, bind, step.checkpoint.value(slot))
    loop.index += 1
    return foreach(step)


def _index(step: Step) -> int:
    return step.frame.loop.index if step.frame.loop is not None else 0


def iteration_failed(step: Step, text: str) -> Outcome:
    """Run the catch block of a `foreach` item for the element that failed, then go on.

    Its script sees the error text under the name that the item throws to, and `$index`.
    """
    step.extra = [{"name": INDEX, "type": "number", "value": {"number": _index(step)}}]
    if step.item.throw_bind_name:
        error = {"name": step.item.throw_bind_name, "type": "string", "value": {"string": text}}
        step.extra.append(error)
    step.script(step.item.iteration_catch_script or "")
    step.extra = []
    return _iterated(step, None)


def decision_activity(step: Step) -> Outcome:
    """Run a workflow or an action and compare its result.

    Raises:
        ItemFailure: It refers to nothing.
    """
    reference = step.item.reference
    if reference is None:
        raise ItemFailure(f"decision {step.label!r} refers to nothing", is_final=True)
    if reference.type == WORKFLOW:
        return Enter(_entered(step, reference.id, step.item.in_bindings))
    result = step.script(f"return {action_call(step.item, reference.id)};")["result"]
    return _decided(step, {RESULT: from_wire(result)})


def _decided(step: Step, results: dict[str, Any]) -> Outcome:
    conditions = step.item.conditions
    if conditions:
        truth = all(holds(each, results.get(each.name or RESULT)) for each in conditions)
    else:
        truth = results.get(RESULT) is True
    return following(step.item.out_name if truth else step.item.alt_out_name, step.item)


def multiple(step: Step) -> Outcome:
    """Run several workflows at one time and wait for all.

    Raises:
        ItemFailure: One of them is to run on another server.
    """
    children = tuple(_child(step, sub) for sub in step.item.sub_workflows)
    if not children:
        return step.following()
    identity = f"{step.token}/{uuid.uuid4().hex[:12]}"
    return Pause(Wait("children", identity, step.label, step.now_ms), children)


def _child(step: Step, sub: SubWorkflow) -> Child:
    server = dict(sub.attributes).get("serverUri")
    if server:
        raise ItemFailure(f"{sub.name}: running workflows on {server} is not simulated")
    frame = _entered(step, sub.linked_workflow_id, sub.in_bindings)
    return Child(sub.name, frame, step.library.workflow(sub.linked_workflow_id))


def returned(step: Step, done: Frame) -> Outcome:
    """A called workflow has completed; the step is that of the item that called it."""
    match step.item.type:
        case "foreach":
            return _iterated(step, done)
        case "decision-activity":
            values = {name: step.checkpoint.value(slot) for name, slot in done.slots.items()}
            return _decided(step, values)
        case "link":
            for bind in step.item.out_bindings:
                if bind.name in done.slots:
                    hand_back(step, bind, step.checkpoint.value(done.slots[bind.name]))
            return step.following()
    return Done()
