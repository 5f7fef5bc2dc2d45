"""The twelve item types (`reference/workflow-xml.md` §4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.engine import nested, waiting
from mockvro.engine.items import Done, Next, following, is_true
from mockvro.engine.model import ItemFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.engine.items import Outcome, Step

ACTION_RESULT = "actionResult"


def perform(step: Step) -> Outcome:
    """Run one item.

    Raises:
        ItemFailure: The item threw.
    """
    return HANDLERS[step.item.type](step)


def _task(step: Step) -> Outcome:
    foreign = step.item.runtime or step.item.environment
    if foreign:
        raise ItemFailure(
            f"item {step.item.name!r}: the runtime {foreign!r} is not simulated", is_final=True
        )
    source = step.item.script or ""
    if step.item.script_module and not source.strip():
        # What an editor would have generated for an action element.
        source = f"{ACTION_RESULT} = {nested.action_call(step.item, step.item.script_module)};"
    step.store(step.script(source)["outputs"])
    return step.following()


def _decision(step: Step) -> Outcome:
    item = step.item
    truth = is_true(step.script(item.script or "")["result"])
    return following(item.out_name if truth else item.alt_out_name, item)


def _switch(step: Step) -> Outcome:
    """The script returns the name of the next item."""
    result = step.script(step.item.script or "")["result"] or {}
    target = result.get("string")
    if not target:
        raise ItemFailure(f"switch {step.item.name!r} chose no item", is_final=True)
    return Next(str(target))


def _end(step: Step) -> Outcome:
    item = step.item
    if item.end_mode != "1":
        return Done()
    slot = step.frame.slots.get(item.throw_bind_name or "")
    text = step.checkpoint.value(slot) if slot is not None else None
    raise ItemFailure("" if text is None else str(text), is_final=True)


HANDLERS: Mapping[str, Callable[[Step], Outcome]] = {
    "task": _task,
    "condition": _decision,
    "custom-condition": _decision,
    "switch": _switch,
    "end": _end,
    "link": nested.link,
    "foreach": nested.foreach,
    "decision-activity": nested.decision_activity,
    "multiple": nested.multiple,
    "input": waiting.interaction,
    "waiting-timer": waiting.timer,
    "waiting-event": waiting.event,
}
