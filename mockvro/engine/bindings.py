"""Values into an item and out of it (`reference/workflow-xml.md` §4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.errors import ContentError
from mockvro.content.values import from_wire, to_wire
from mockvro.engine.model import ItemFailure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    """The value that an item gets for one binding; of an iterated array the present element."""
    name = outside(bind)
    if name is None:
        return None
    if name.startswith(ITERATED):
        return _element(checkpoint, frame, bind)
    slot = frame.slots.get(name)
    if slot is not None:
        return checkpoint.value(slot)
    owner, _, field = name.partition(".")
    composite = checkpoint.value(frame.slots[owner]) if owner in frame.slots else None
    return composite.get(field) if isinstance(composite, dict) else None


def _element(checkpoint: Checkpoint, frame: Frame, bind: Bind) -> Value:
    slot, loop = frame.slots.get(bind.variable), frame.loop
    value = checkpoint.value(slot) if slot is not None else None
    if loop is None or value is None:
        return None
    elements: list[Value] = value if isinstance(value, list) else [value]
    return elements[loop.index] if loop.index < len(elements) else None


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
    binds: Iterable[Bind],
    outputs: Mapping[str, Any],
    form: Form,
) -> None:
    """Store what an item produced; out-bindings to unknown variables are dropped, as seen in use.

    Raises:
        ItemFailure: A value has no stored form, so that the checkpoint is impossible.
    """
    for bind in binds:
        name = outside(bind)
        if name is None or bind.name not in outputs:
            continue
        if name in frame.slots:
            store_value(checkpoint, frame, name, outputs[bind.name], form)
        elif bind.field and bind.variable in frame.slots:
            _store_field(checkpoint, frame, bind, outputs[bind.name], form)


def _store_field(checkpoint: Checkpoint, frame: Frame, bind: Bind, wire: Any, form: Form) -> None:
    """Store one field of a composite; a null composite becomes one with this field alone."""
    slot = frame.slots[bind.variable]
    value = checkpoint.value(slot)
    fields = dict(value) if isinstance(value, dict) else {}
    whole = {
        "properties": {**{key: to_wire(each) for key, each in fields.items()}, bind.field: wire}
    }
    store_value(checkpoint, frame, bind.variable, whole, form)


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
