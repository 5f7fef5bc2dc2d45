"""One workflow run: item after item, with a checkpoint after each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

import msgspec

from mockvro.content.errors import ContentError
from mockvro.engine.bindings import outside
from mockvro.engine.items import Done, Enter, Next, Step, perform
from mockvro.engine.model import Checkpoint, Frame, ItemFailure

if TYPE_CHECKING:
    from mockvro.content.values import Form
    from mockvro.content.workflow import Bind, Item, Workflow
    from mockvro.engine.items import Outcome, ScriptRunner
    from mockvro.engine.library import Library
    from mockvro.store import TokenRecord

END_DISPLAY = "End"


class Keeper(Protocol):
    """Where a run leaves its traces."""

    def save(self, token: TokenRecord) -> bool:
        """Store a checkpoint; False when the run was cancelled or forgotten meanwhile."""

    def stepped(self, token: TokenRecord, item: str, ms: float) -> None:
        """An item has run."""

    def now_ms(self) -> int:
        """Wall clock in epoch milliseconds."""


class Run:
    """The interpreter of one token.

    The execution stack is data, not recursion: a run can be stored between any two items, and a
    resumed run goes on in the middle of a called workflow.
    """

    def __init__(
        self,
        token: TokenRecord,
        library: Library,
        keeper: Keeper,
        run_script: ScriptRunner,
        form: Form,
    ) -> None:
        self.token = token
        self.checkpoint = msgspec.json.decode(token.document, type=Checkpoint)
        self._library = library
        self._keeper = keeper
        self._run_script = run_script
        self._form = form

    def advance(self) -> bool:
        """Run the next item and store the result.

        Returns:
            Whether there is more to do.

        Raises:
            HostError: The JVM is gone or did not answer.
        """
        frame = self.checkpoint.frames[-1]
        begin = time.monotonic()
        name = frame.item
        try:
            self._apply(frame, self._perform(frame))
        except ItemFailure as failure:
            self._fail(failure)
        except ContentError as problem:
            self._fail(ItemFailure(str(problem), is_final=True))
        self._keeper.stepped(self.token, name, (time.monotonic() - begin) * 1000)
        self.token.document = msgspec.json.encode(self.checkpoint)
        return self._keeper.save(self.token) and not self.token.ended

    def _perform(self, frame: Frame) -> Outcome:
        workflow = self._library.workflow(frame.workflow)
        item = self._item(workflow, frame.item)
        self.token.item = item.display_name or (END_DISPLAY if item.type == "end" else item.name)
        if item.business_status:
            self.token.business_state = item.business_status
        return perform(
            Step(
                workflow,
                item,
                frame,
                self.checkpoint,
                self._library,
                self._run_script,
                self._form,
            )
        )

    def _item(self, workflow: Workflow, name: str) -> Item:
        item = workflow.item(name)
        if item is None:
            raise ItemFailure(f"workflow {workflow.name!r} has no item {name!r}", is_final=True)
        return item

    def _apply(self, frame: Frame, outcome: Outcome) -> None:
        match outcome:
            case Next(item):
                frame.item = item
            case Enter(entered):
                self.checkpoint.frames.append(entered)
            case Done():
                self._complete()

    def _complete(self) -> None:
        """The workflow on top has ended well: its caller goes on, or the run is over."""
        done = self.checkpoint.frames.pop()
        if not self.checkpoint.frames:
            self._keep_results(done)
            self._end("completed")
            return
        caller = self.checkpoint.frames[-1]
        workflow = self._library.workflow(caller.workflow)
        item = self._item(workflow, caller.item)
        for bind in item.out_bindings:
            self._hand_back(done, caller, bind)
        if not item.out_name:
            raise ItemFailure(f"item {item.name!r} has no following item", is_final=True)
        caller.item = item.out_name

    def _hand_back(self, done: Frame, caller: Frame, bind: Bind) -> None:
        name = outside(bind)
        if name in caller.slots and bind.name in done.slots:
            value = self.checkpoint.value(done.slots[bind.name])
            type_name = caller.slots[name].type
            caller.slots[name] = self.checkpoint.slot(type_name, value, self._form)

    def _fail(self, failure: ItemFailure) -> None:
        """Find who handles a failure: the item, its workflow, then the callers, outwards."""
        skip = failure.is_final
        while self.checkpoint.frames:
            frame = self.checkpoint.frames[-1]
            if not skip and self._handled(frame, failure.text):
                return
            last = self.checkpoint.frames.pop()
            if not self.checkpoint.frames:
                self._keep_results(last)
            skip = False
        self.token.error = failure.text
        self._end("failed")

    def _handled(self, frame: Frame, text: str) -> bool:
        workflow = self._library.workflow(frame.workflow)
        item = workflow.item(frame.item)
        if item is not None and item.catch_name:
            self._bind_error(frame, item.throw_bind_name, text)
            frame.item = item.catch_name
            return True
        handler = next(iter(workflow.error_handlers), None)
        if handler is None or frame.handling or not handler.name:
            return False
        self._bind_error(frame, handler.throw_bind_name, text)
        frame.item, frame.handling = handler.name, True
        return True

    def _bind_error(self, frame: Frame, name: str | None, text: str) -> None:
        if name in frame.slots:
            frame.slots[name] = self.checkpoint.slot(frame.slots[name].type, text, self._form)

    def _keep_results(self, frame: Frame) -> None:
        workflow = self._library.workflow(frame.workflow)
        self.checkpoint.outputs = {each.name: frame.slots[each.name] for each in workflow.outputs}
        self.checkpoint.attributes = {
            each.name: frame.slots[each.name] for each in workflow.attributes
        }

    def _end(self, state: str) -> None:
        self.token.state = state
        self.token.ended_ms = self._keeper.now_ms()
