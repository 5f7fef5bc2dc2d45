"""What a user interaction asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.engine.bindings import outside
from mockvro.engine.model import Slot, Wait

if TYPE_CHECKING:
    from mockvro.engine.library import Library
    from mockvro.engine.model import Checkpoint


class Question(msgspec.Struct, frozen=True):
    """One user interaction of a run.

    Attributes:
        wait: Who may answer and until when.
        is_open: Whether an answer is still possible.
        fields: What can be answered, with the present values.
    """

    wait: Wait
    is_open: bool
    fields: dict[str, Slot]


def question(library: Library, checkpoint: Checkpoint) -> Question | None:
    """The open interaction of a run, else its last one, else None.

    A failed run that can be resumed asks for its variables.
    """
    wait = checkpoint.wait
    if wait is None or wait.kind not in ("interaction", "failed"):
        answered = checkpoint.answered
        return Question(answered, is_open=False, fields={}) if answered is not None else None
    is_open = wait.signal is None
    if wait.kind == "failed":
        return Question(wait, is_open, dict(checkpoint.frames[-1].slots))
    return Question(wait, is_open, _fields(library, checkpoint))


def _fields(library: Library, checkpoint: Checkpoint) -> dict[str, Slot]:
    frame = checkpoint.frames[-1]
    item = library.workflow(frame.workflow).item(frame.item)
    if item is None:
        return {}
    return {
        bind.name: msgspec.structs.replace(slot, type=bind.type)
        for bind in item.out_bindings
        if (slot := frame.slots.get(outside(bind) or "")) is not None
    }
