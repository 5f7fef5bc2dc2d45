"""Values into an item and out of it (`reference/workflow-xml.md` §4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.errors import ContentError
from mockvro.content.values import from_wire, to_wire
from mockvro.engine.model import ItemFailure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.values import Form, Value
    from mockvro.content.workflow import Bind, Item
    from mockvro.engine.model import Checkpoint, Frame

ITERATED = "*"
UNBOUND = ("", "NULL")


def outside(bind: Bind) -> str | None:
    """Name of the workflow variable; None when the binding is null on purpose or not made."""
    name = bind.export_name or ""
    return None if bind.explicitly_not_bound or name in UNBOUND else name


def bound_value(checkpoint: Checkpoint, frame: Frame, bind: Bind) -> Value:
    """The value that an item gets for one binding.

    Raises:
        ItemFailure: The binding iterates, which only `foreach` items may.
    """
    name = outside(bind)
    if name is None:
        return None
    if name.startswith(ITERATED):
        raise ItemFailure(f"binding {bind.name!r} iterates over {name!r}: not simulated yet")
    slot = frame.slots.get(name)
    if slot is not None:
        return checkpoint.value(slot)
    owner, _, field = name.partition(".")
    composite = checkpoint.value(frame.slots[owner]) if owner in frame.slots else None
    return composite.get(field) if isinstance(composite, dict) else None


def script_params(checkpoint: Checkpoint, frame: Frame, item: Item) -> list[dict[str, Any]]:
    """The in-bindings as `script.run` takes them."""
    return [
        {
            "name": bind.name,
            "type": bind.type,
            "value": to_wire(bound_value(checkpoint, frame, bind)),
        }
        for bind in item.in_bindings
    ]


def store_outputs(
    checkpoint: Checkpoint,
    frame: Frame,
    item: Item,
    outputs: Mapping[str, Any],
    form: Form,
) -> None:
    """Store what an item produced; out-bindings to unknown variables are dropped, as seen in use.

    Raises:
        ItemFailure: A value has no stored form, so that the checkpoint is impossible.
    """
    for bind in item.out_bindings:
        name = outside(bind)
        if name is not None and name in frame.slots and bind.name in outputs:
            store_value(checkpoint, frame, name, outputs[bind.name], form)


def store_value(checkpoint: Checkpoint, frame: Frame, name: str, wire: Any, form: Form) -> None:
    """Store one value in its text form.

    Raises:
        ItemFailure: The value has no stored form.
    """
    type_name = frame.slots[name].type
    try:
        frame.slots[name] = checkpoint.slot(type_name, from_wire(wire), form)
    except ContentError as problem:
        raise ItemFailure(
            f"variable {name!r} of type {type_name} cannot be stored: {problem}"
        ) from problem
