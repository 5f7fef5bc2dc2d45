"""What one item may use, and what may come of it (`reference/workflow-xml.md` §4.2)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from mockvro.engine.bindings import bound_value, script_params, store_outputs
from mockvro.engine.model import ItemFailure, Slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.values import Form, Value
    from mockvro.content.workflow import Bind, Item, Workflow
    from mockvro.engine.library import Library
    from mockvro.engine.model import Checkpoint, Frame, Wait


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


@dataclass(frozen=True, slots=True)
class Child:
    """A workflow to run beside others, in a run of its own.

    Attributes:
        name: Of the element that asks for it.
        frame: The workflow with its inputs.
        workflow: The workflow.
    """

    name: str
    frame: Frame
    workflow: Workflow


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait without a thread; the item goes on when the wait has got its signal."""

    wait: Wait
    children: tuple[Child, ...] = ()


Outcome = Next | Enter | Done | Pause


class ScriptRunner(Protocol):
    """Runs the script of an item in the session of its run."""

    def __call__(self, step: Step, source: str) -> Mapping[str, Any]:
        """The answer of `script.run`.

        Raises:
            ItemFailure: The script failed.
        """


class ParallelRuns(Protocol):
    """The runs that a `multiple` item started."""

    def __call__(self) -> Mapping[str, ChildResult]:
        """Results by name of the element."""


@dataclass(frozen=True, slots=True)
class ChildResult:
    """What became of a parallel run.

    Attributes:
        error: Why it did not complete; None when it did.
        outputs: Its output parameters by name.
    """

    error: str | None
    outputs: Mapping[str, Value]


@dataclass(slots=True)
class Step:
    """One item about to run, with everything it may use.

    Attributes:
        token: Id of the run.
        now_ms: Date of the Orchestrator's clock, epoch milliseconds.
        script_ms: Milliseconds that its scripts took so far.
        away_ms: Those of them in which they were asleep or inside a plug-in.
        extra: What scripts see besides the in-bindings.
    """

    token: str
    workflow: Workflow
    item: Item
    frame: Frame
    checkpoint: Checkpoint
    library: Library
    run_script: ScriptRunner
    children: ParallelRuns
    form: Form
    now_ms: int
    script_ms: float = 0.0
    away_ms: float = 0.0
    extra: list[dict[str, Any]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What people call the item."""
        return self.item.display_name or self.item.name

    def params(self) -> list[dict[str, Any]]:
        """What the script gets: the in-bindings with their values, and more."""
        hidden = {each["name"] for each in self.extra}
        bound = script_params(self.checkpoint, self.frame, self.item)
        return [*(each for each in bound if each["name"] not in hidden), *self.extra]

    def inputs(self) -> dict[str, Value]:
        """The values of the in-bindings by name."""
        return {bind.name: self.bound(bind) for bind in self.item.in_bindings}

    def bound(self, bind: Bind) -> Value:
        """The value of one in-binding."""
        return bound_value(self.checkpoint, self.frame, bind)

    def script(self, source: str) -> Mapping[str, Any]:
        """Run a script with the in-bindings of the item."""
        begin = time.monotonic()
        try:
            answer = self.run_script(self, source)
        finally:
            self.script_ms += (time.monotonic() - begin) * 1000
        plugins = answer.get("plugins") or {}
        self.checkpoint.statistics.used(plugins)
        self.away_ms += answer.get("pausedMs", 0.0) + sum(each["ms"] for each in plugins.values())
        return answer

    def store(self, outputs: Mapping[str, Any]) -> None:
        """Store what the item produced, given in the form of the wire."""
        store_outputs(self.checkpoint, self.frame, self.item.out_bindings, outputs, self.form)

    def slot(self, type_name: str, value: Value) -> Slot:
        """The stored form of a value."""
        return self.checkpoint.slot(type_name, value, self.form)

    def following(self) -> Next:
        """The next item on the normal path.

        Raises:
            ItemFailure: There is none.
        """
        return following(self.item.out_name, self.item)


def following(name: str | None, item: Item) -> Next:
    """Go to an item.

    Raises:
        ItemFailure: The path leads nowhere.
    """
    if not name:
        raise ItemFailure(f"item {item.name!r} has no following item", is_final=True)
    return Next(name)


def is_true(wire: Mapping[str, Any] | None) -> bool:
    """Whether the result of a decision counts as true, by the rules of JavaScript."""
    if not wire:
        return False
    kind, content = next(iter(wire.items()))
    if kind in ("boolean", "string"):
        return bool(content)
    if kind == "number":
        return content not in (0, "NaN")
    return True
