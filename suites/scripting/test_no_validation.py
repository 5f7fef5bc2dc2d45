"""act.no-validation: an action accepts anything and fails somewhere inside."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, ShippedElement, ShippedPackage, Stage

_LOCATION: Final = re.compile(r"\s*\((?:Script|Workflow|Action)\b[^()]*(?:\([^()]*\)[^()]*)*\)\s*$")
_EMPTY: Final = {
    "string": '""',
    "Properties": "new Properties()",
    "number": "NaN",
    "boolean": "null",
}


class Call(NamedTuple):
    """A call of an action with senseless arguments."""

    action: ShippedElement
    given: tuple[str, ...]

    @property
    def script(self) -> str:
        """The call as JavaScript."""
        module, name = json.dumps(self.action.module), self.action.name
        return f"System.getModule({module}).{name}({', '.join(self.given)})"


@check("act.no-validation")
def test_no_validation(stage: Stage, shipped: tuple[ShippedPackage, ...], judge: Judge) -> None:
    """Call every packaged action with nulls, then with empty values."""
    actions = [action for package in shipped for action in package.actions if action.inputs]
    if not actions:
        judge.not_exercised("the plug-in ships no action with inputs")
    for action in actions:
        judge.covered("actions")
        for call in calls(action):
            result = stage.mockvro.script(stage.plugin, f"{call.script}; return true;")
            if result.answer.hung:
                return  # inv.no-timeout tells it
            if result.error is None or names_an_input(result.error, action.inputs):
                continue
            judge.fail(
                "an action fails inside, and its error names no input",
                where=f"action {action.module}/{action.name}",
                expected=f"an error that names one of {', '.join(action.inputs)}",
                seen=str(result.error.get("message")),
                evidence={"script": call.script},
            )
            break


def calls(action: ShippedElement) -> Iterator[Call]:
    """All null, then all empty where that is something else."""
    nulls = ("null",) * len(action.inputs)
    empties = tuple(_empty(kind) for kind in action.inputs.values())
    for given in dict.fromkeys((nulls, empties)):
        yield Call(action, given)


def _empty(kind: str) -> str:
    return "[]" if kind.startswith("Array/") else _EMPTY.get(kind, "null")


def names_an_input(error: dict[str, object], inputs: Iterable[str]) -> bool:
    """Whether the text of an error, without its place, has the name of an input as a word."""
    text = _LOCATION.sub("", str(error.get("message") or ""))
    words = {word.lower() for word in re.findall(r"\w+", text)}
    return any(name.lower() in words for name in inputs) and not _ENGINE.search(text)


_ENGINE: Final = re.compile(r"^(TypeError|ReferenceError)\b")
"""What the script engine says by itself may name a variable, but is no message for a person."""
