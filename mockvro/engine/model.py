"""What a workflow run is between two items: text only, so that it can be stored and resumed."""

from __future__ import annotations

from typing import Any

import msgspec

from mockvro.content.errors import ContentError
from mockvro.content.values import NULL, Form, SdkObject, Value, from_text, to_text
from mockvro.engine.statistics import Statistics


class Slot(msgspec.Struct):
    """A variable at rest.

    Attributes:
        type: Declared type.
        text: Stored form of the value (`reference/workflow-xml.md` §5).
    """

    type: str
    text: str = NULL


class Loop(msgspec.Struct):
    """How far a `foreach` item is.

    Attributes:
        index: Element that runs now or next, from 0.
        count: Number of elements.
        results: What each iteration so far gave, by name of the out-binding that collects it.
    """

    index: int
    count: int
    results: dict[str, list[Slot]]


class Signal(msgspec.Struct):
    """What ended a wait.

    Attributes:
        kind: `answer`, `event`, `timeout`, `children` or `error`.
        values: Values that came with it, by name, in the form of the wire.
        text: Why, for an error.
    """

    kind: str
    values: dict[str, Any] = {}
    text: str = ""


class Wait(msgspec.Struct):
    """What a run waits for without holding a thread.

    Attributes:
        kind: `interaction`, `timer`, `event`, `children` or `failed`.
        id: Opaque id; for an event the id of the watcher, which begins with that of the run.
        item: Display name of the item that waits.
        since_ms: When it began, epoch milliseconds.
        until_ms: When it ends by itself; None for never.
        users: People who may answer.
        groups: Groups that may answer.
        trigger: Stored text of the trigger that an event item waits for.
        plugin: The plug-in that was told of the watcher; empty before.
        watcher: Serialised watcher, for telling the plug-in again after a restart.
        text: The failure that a run stopped at.
        signal: What ended it; None as long as it lasts.
    """

    kind: str
    id: str
    item: str
    since_ms: int
    until_ms: int | None = None
    users: list[str] = []
    groups: list[str] = []
    trigger: str = ""
    plugin: str = ""
    watcher: str = ""
    text: str = ""
    signal: Signal | None = None


class Frame(msgspec.Struct):
    """One workflow on the execution stack.

    Attributes:
        workflow: Its id.
        item: The item that runs next; for a frame below the top the `link` item that waits.
        slots: Inputs, outputs and attributes, which share one name space.
        handling: Whether the default error handler was entered, which happens once.
        loop: State of the `foreach` item that is under way.
    """

    workflow: str
    item: str
    slots: dict[str, Slot]
    handling: bool = False
    loop: Loop | None = None


class Checkpoint(msgspec.Struct):
    """Everything a run needs to go on.

    Attributes:
        frames: Execution stack, the started workflow first.
        inputs: Input parameters as given at the start.
        outputs: Output parameters; filled at the end.
        attributes: Variables of the started workflow as they last were.
        displays: Display texts of plug-in objects by `type id`; the stored form has no place for
            them, and asking the plug-in only to show a name would add calls that the product does
            not make.
        wait: What the run waits for.
        answered: The last user interaction that is over.
        statistics: Times and counts.
    """

    frames: list[Frame] = msgspec.field(default_factory=list)
    inputs: dict[str, Slot] = msgspec.field(default_factory=dict)
    outputs: dict[str, Slot] = msgspec.field(default_factory=dict)
    attributes: dict[str, Slot] = msgspec.field(default_factory=dict)
    displays: dict[str, str] = msgspec.field(default_factory=dict)
    wait: Wait | None = None
    answered: Wait | None = None
    statistics: Statistics = msgspec.field(default_factory=Statistics)

    def slot(self, type_name: str, value: Value, form: Form) -> Slot:
        """The stored form of a value in a variable of a type.

        Raises:
            ValueTextError: The value has no stored form.
            TypeNameError: The type is none.
        """
        self._note_displays(value)
        return Slot(type_name, to_text(type_name, value, form=form))

    def value(self, slot: Slot) -> Value:
        """The value of a stored form; a text that is none of its type reads as null."""
        try:
            return self._with_displays(from_text(slot.type, slot.text))
        except ContentError:
            return None

    def _note_displays(self, value: Value) -> None:
        if isinstance(value, SdkObject) and value.display:
            self.displays[f"{value.type} {value.id}"] = value.display
        for each in _inner(value):
            self._note_displays(each)

    def _with_displays(self, value: Value) -> Value:
        if isinstance(value, SdkObject):
            display = self.displays.get(f"{value.type} {value.id}", "")
            return msgspec.structs.replace(value, display=display)
        if isinstance(value, list):
            return [self._with_displays(each) for each in value]
        if isinstance(value, dict):
            return {key: self._with_displays(each) for key, each in value.items()}
        return value


def _inner(value: Value) -> list[Value]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


class ItemFailure(Exception):  # noqa: N818 - control flow inside the engine, never shown as a type
    """An item threw; its text goes to the exception path.

    Attributes:
        text: What the bound error variable receives.
        is_final: Whether the exception paths of the same workflow are skipped (`end` items).
    """

    def __init__(self, text: str, *, is_final: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.is_final = is_final
