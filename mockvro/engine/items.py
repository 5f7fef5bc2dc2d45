"""What each item type does (`reference/workflow-xml.md` §4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from mockvro.engine.bindings import bound_value, script_params, store_outputs
from mockvro.engine.model import ItemFailure, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.content.values import Form
    from mockvro.content.workflow import Item, Workflow
    from mockvro.engine.library import Library
    from mockvro.engine.model import Checkpoint, Frame

ACTION_RESULT = "actionResult"


@dataclass(frozen=True, slots=True)
class Next:
    """Go on with another item of the same workflow."""

    item: str


@dataclass(frozen=True, slots=True)
class Enter:
    """Run a workflow and come back."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Done:
    """The workflow is complete."""


Outcome = Next | Enter | Done


class ScriptRunner(Protocol):
    """Runs the script of an item in the session of its run."""

    def __call__(self, step: Step, source: str) -> Mapping[str, Any]:
        """The answer of `script.run`.

        Raises:
            ItemFailure: The script failed.
        """


@dataclass(frozen=True, slots=True)
class Step:
    """One item about to run, with everything it may use."""

    workflow: Workflow
    item: Item
    frame: Frame
    checkpoint: Checkpoint
    library: Library
    run_script: ScriptRunner
    form: Form

    def params(self) -> list[dict[str, Any]]:
        """The in-bindings with their values."""
        return script_params(self.checkpoint, self.frame, self.item)

    def script(self, source: str) -> Mapping[str, Any]:
        """Run a script with the in-bindings of the item."""
        return self.run_script(self, source)


def perform(step: Step) -> Outcome:
    """Run one item.

    Raises:
        ItemFailure: The item threw, or its type is not simulated yet.
    """
    handler = HANDLERS.get(step.item.type)
    if handler is None:
        raise ItemFailure(
            f"item {step.item.name!r}: type {step.item.type!r} is not simulated yet", is_final=True
        )
    return handler(step)


def _task(step: Step) -> Outcome:
    item = step.item
    source = item.script or ""
    if item.script_module and not source.strip():
        source = _action_call(item)
    answer = step.script(source)
    store_outputs(step.checkpoint, step.frame, item, answer["outputs"], step.form)
    return _following(item.out_name, item)


def _action_call(item: Item) -> str:
    """The script that an editor would have generated for an action element."""
    module, _, name = (item.script_module or "").rpartition("/")
    arguments = ", ".join(bind.name for bind in item.in_bindings)
    return f'{ACTION_RESULT} = System.getModule("{module}").{name}({arguments});'


def _decision(step: Step) -> Outcome:
    item = step.item
    truth = is_true(step.script(item.script or "")["result"])
    return _following(item.out_name if truth else item.alt_out_name, item)


def is_true(wire: Mapping[str, Any] | None) -> bool:
    """Whether the result of a decision script counts as true, by the rules of JavaScript."""
    if not wire:
        return False
    kind, content = next(iter(wire.items()))
    if kind in ("boolean", "string"):
        return bool(content)
    if kind == "number":
        return content not in (0, "NaN")
    return True


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


def _link(step: Step) -> Outcome:
    """Enter the called workflow; its inputs are the in-bindings by name."""
    called = step.library.workflow(step.item.linked_workflow_id or "")
    frame = step.library.frame(called)
    known = {parameter.name for parameter in called.inputs}
    for bind in step.item.in_bindings:
        if bind.name in known:
            frame.slots[bind.name] = _passed(step, frame.slots[bind.name].type, bind)
    return Enter(frame)


def _passed(step: Step, type_name: str, bind: Any) -> Slot:
    return step.checkpoint.slot(
        type_name, bound_value(step.checkpoint, step.frame, bind), step.form
    )


def _following(name: str | None, item: Item) -> Next:
    if not name:
        raise ItemFailure(f"item {item.name!r} has no following item", is_final=True)
    return Next(name)


HANDLERS: Mapping[str, Callable[[Step], Outcome]] = {
    "task": _task,
    "condition": _decision,
    "custom-condition": _decision,
    "switch": _switch,
    "end": _end,
    "link": _link,
}
