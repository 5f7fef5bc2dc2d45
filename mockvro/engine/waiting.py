"""Items that wait: for a person, a date, an event (`reference/workflow-xml.md` §4.2)."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mockvro.content.values import OpaqueText, SdkObject
from mockvro.content.values.model import Reference
from mockvro.engine.bindings import store_value
from mockvro.engine.items import Next, Pause
from mockvro.engine.model import ItemFailure, Wait
from mockvro.engine.nested import hand_back

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.content.values import Value
    from mockvro.engine.items import Outcome, Step
    from mockvro.engine.model import Signal

WHOLE = frozenset({"properties", "any"})
"""Types of out-bindings that receive all properties of an event instead of one."""


def interaction(step: Step) -> Outcome:
    """Ask a person."""
    given = step.inputs()
    return Pause(
        _wait(
            step,
            "interaction",
            until_ms=_millis(given.get("timeout.date")),
            users=_names(given.get("security.assignees")),
            groups=[
                *_names(given.get("security.group")),
                *_names(given.get("security.assignee.groups")),
            ],
        )
    )


def timer(step: Step) -> Outcome:
    """Wait for a date; one that has passed does not hold the run up.

    Raises:
        ItemFailure: No date is given.
    """
    until_ms = _millis(step.inputs().get("timer.date"))
    if until_ms is None:
        raise ItemFailure(f"timer {step.label!r} has no date")
    return step.following() if until_ms <= step.now_ms else Pause(_wait(step, "timer", until_ms))


def event(step: Step) -> Outcome:
    """Wait for an event of a plug-in (`reference/plugin-host-protocol.md` §6).

    Raises:
        ItemFailure: No trigger is given.
    """
    trigger = step.inputs().get("trigger.ref")
    if not isinstance(trigger, OpaqueText) or trigger.type != "Trigger":
        raise ItemFailure(f"waiting event {step.label!r} has no trigger")
    return Pause(_wait(step, "event", trigger=trigger.text))


def _wait(step: Step, kind: str, until_ms: int | None = None, **more: Any) -> Wait:
    # The run can be told from the id: events of plug-ins name nothing else.
    identity = f"{step.token}/{uuid.uuid4().hex[:12]}"
    return Wait(kind, identity, step.label, step.now_ms, until_ms, **more)


def _millis(value: Value) -> int | None:
    return round(value.timestamp() * 1000) if isinstance(value, datetime) else None


def _names(value: Value) -> list[str]:
    if isinstance(value, list):
        return [name for each in value for name in _names(each)]
    if isinstance(value, SdkObject | Reference):
        return [value.id]
    return [str(value)] if value else []


def resumed(step: Step, wait: Wait, signal: Signal) -> Outcome:
    """Go on after a wait that has got its signal.

    Raises:
        ItemFailure: The wait failed.
    """
    if signal.kind == "error":
        raise ItemFailure(signal.text)
    if wait.kind == "failed" and signal.kind == "timeout":
        raise ItemFailure(wait.text, is_final=True)
    return RESUMERS[wait.kind](step, signal)


def _answered(step: Step, signal: Signal) -> Outcome:
    """A person has answered; what no out-binding names is dropped."""
    if signal.kind == "timeout":
        raise ItemFailure(f"user interaction {step.label!r} timed out")
    step.store(signal.values)
    return step.following()


def _passed(step: Step, signal: Signal) -> Outcome:  # noqa: ARG001 - a date says nothing
    return step.following()


def _happened(step: Step, signal: Signal) -> Outcome:
    """An event came: bindings to Properties or Any take it whole, others a property by name."""
    if signal.kind == "timeout":
        raise ItemFailure(f"waiting event {step.label!r} timed out")
    step.store(
        {
            bind.name: {"properties": signal.values}
            if bind.type.lower() in WHOLE
            else signal.values.get(bind.name)
            for bind in step.item.out_bindings
        }
    )
    return step.following()


def _all_ended(step: Step, signal: Signal) -> Outcome:  # noqa: ARG001 - the runs tell
    """All parallel runs have ended.

    Raises:
        ItemFailure: One of them did not complete.
    """
    results = step.children()
    for sub in step.item.sub_workflows:
        error = results[sub.name].error
        if error is not None:
            raise ItemFailure(f"{sub.display_name or sub.name}: {error}")
    for sub in step.item.sub_workflows:
        for bind in sub.out_bindings:
            if bind.name in results[sub.name].outputs:
                hand_back(step, bind, results[sub.name].outputs[bind.name])
    return step.following()


def _repaired(step: Step, signal: Signal) -> Outcome:
    """Somebody wants a failed item tried again, perhaps with other values of variables."""
    for name, wire in signal.values.items():
        if name in step.frame.slots:
            store_value(step.checkpoint, step.frame, name, wire, step.form)
    return Next(step.item.name)


RESUMERS: Mapping[str, Callable[[Step, Signal], Outcome]] = {
    "interaction": _answered,
    "timer": _passed,
    "event": _happened,
    "children": _all_ended,
    "failed": _repaired,
}
