"""What a workflow run is between two items: text only, so that it can be stored and resumed."""

from __future__ import annotations

import msgspec

from mockvro.content.errors import ContentError
from mockvro.content.values import NULL, Form, SdkObject, Value, from_text, to_text


class Slot(msgspec.Struct):
    """A variable at rest.

    Attributes:
        type: Declared type.
        text: Stored form of the value (`reference/workflow-xml.md` §5).
    """

    type: str
    text: str = NULL


class Frame(msgspec.Struct):
    """One workflow on the execution stack.

    Attributes:
        workflow: Its id.
        item: The item that runs next; for a frame below the top the `link` item that waits.
        slots: Inputs, outputs and attributes, which share one name space.
        handling: Whether the default error handler was entered, which happens once.
    """

    workflow: str
    item: str
    slots: dict[str, Slot]
    handling: bool = False


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
    """

    frames: list[Frame] = msgspec.field(default_factory=list)
    inputs: dict[str, Slot] = msgspec.field(default_factory=dict)
    outputs: dict[str, Slot] = msgspec.field(default_factory=dict)
    attributes: dict[str, Slot] = msgspec.field(default_factory=dict)
    displays: dict[str, str] = msgspec.field(default_factory=dict)

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
