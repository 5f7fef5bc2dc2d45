"""One workflow run: item after item, with a checkpoint after each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

import msgspec

from mockvro.content.errors import ContentError
from mockvro.engine.handlers import perform
from mockvro.engine.items import Done, Enter, Next, Pause, Step
from mockvro.engine.model import Checkpoint, Frame, ItemFailure, Wait
from mockvro.engine.nested import iteration_failed, returned
from mockvro.engine.waiting import resumed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mockvro.content.values import Form
    from mockvro.content.workflow import Item, Workflow
    from mockvro.engine.items import Child, ChildResult, Outcome, ScriptRunner
    from mockvro.engine.library import Library
    from mockvro.store import TokenRecord

END_DISPLAY = "End"
WAITING = {"interaction": "waiting", "failed": "waiting", "children": "running"}
"""State words of waits; the others are `waiting-signal` (`reference/rest-api.md` §11)."""


class Keeper(Protocol):
    """Where a run leaves its traces."""

    def save(self, token: TokenRecord, children: Sequence[Child] = ()) -> bool:
        """Store a checkpoint, and runs to begin beside it, together.

        Returns:
            False when the run was cancelled or forgotten meanwhile.
        """

    def stepped(self, token: TokenRecord, item: str, ms: float) -> None:
        """An item has run."""

    def waited(self, token: TokenRecord, wait: Wait) -> None:
        """A wait is over; nobody needs to be told of its end any more."""

    def results(self, token: TokenRecord) -> Mapping[str, ChildResult]:
        """What became of the parallel runs of a run, by name of the element."""

    def repair_ms(self, workflow: Workflow) -> int | None:
        """How long a failed run of a workflow waits for being resumed; None for not at all."""

    def now_ms(self) -> int:
        """The Orchestrator's clock in epoch milliseconds."""


class Run:
    """The interpreter of one token.

    The execution stack is data, not recursion: a run can be stored between any two items, and a
    resumed run goes on in the middle of a called workflow.

    Attributes:
        away_ms: For how long the last item was asleep or inside a plug-in, milliseconds.
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
        self._script_ms = self.away_ms = 0.0
        self._children: tuple[Child, ...] = ()

    @property
    def place(self) -> tuple[str, str]:
        """Workflow and item that run next."""
        frame = self.checkpoint.frames[-1]
        return frame.workflow, frame.item

    def advance(self) -> bool:
        """Run the next item and store the result.

        Returns:
            Whether there is more to do now.

        Raises:
            HostError: The JVM is gone or did not answer.
        """
        wait = self.checkpoint.wait
        if wait is not None and wait.signal is None:
            return False
        frame = self.checkpoint.frames[-1]
        begin = time.monotonic()
        name, nested = frame.item, len(self.checkpoint.frames) > 1
        activity = f"{frame.workflow}/{name}" if nested else name
        self._script_ms, self.away_ms, self._children = 0.0, 0.0, ()
        try:
            self._apply(frame, self._perform(frame))
        except ItemFailure as failure:
            self._fail(failure)
        except ContentError as problem:
            self._fail(ItemFailure(str(problem), is_final=True))
        ms = (time.monotonic() - begin) * 1000
        self._keeper.stepped(self.token, name, ms)
        self.checkpoint.statistics.ran(activity, ms, self._script_ms)
        if self.checkpoint.wait is None:
            self.checkpoint.statistics.moved(activity, is_nested=nested)
        return self._stored() and not self.token.ended and self.checkpoint.wait is None

    def _stored(self) -> bool:
        wait = self.checkpoint.wait
        self.token.awaits = wait.kind if wait is not None else ""
        self.token.due_ms = wait.until_ms if wait is not None else None
        if not self.token.ended:
            state = WAITING.get(wait.kind, "waiting-signal") if wait is not None else "running"
            self.token.state = state
        self.token.document = msgspec.json.encode(self.checkpoint)
        return self._keeper.save(self.token, self._children)

    def _perform(self, frame: Frame) -> Outcome:
        step = self._step(frame)
        wait, item = self.checkpoint.wait, step.item
        try:
            if wait is not None and wait.signal is not None:
                self._over(wait)
                return resumed(step, wait, wait.signal)
            self.token.item = item.display_name or (
                END_DISPLAY if item.type == "end" else item.name
            )
            if item.business_status:
                self.token.business_state = item.business_status
            return perform(step)
        finally:
            self._script_ms += step.script_ms
            self.away_ms += step.away_ms

    def _over(self, wait: Wait) -> None:
        self.checkpoint.wait = None
        self.checkpoint.statistics.wait_ms += self._keeper.now_ms() - wait.since_ms
        if wait.kind == "interaction":
            self.checkpoint.answered = wait
        self._keeper.waited(self.token, wait)

    def _step(self, frame: Frame) -> Step:
        workflow = self._library.workflow(frame.workflow)
        return Step(
            token=self.token.id,
            workflow=workflow,
            item=self._item(workflow, frame),
            frame=frame,
            checkpoint=self.checkpoint,
            library=self._library,
            run_script=self._run_script,
            children=lambda: self._keeper.results(self.token),
            form=self._form,
            now_ms=self._keeper.now_ms(),
        )

    def _item(self, workflow: Workflow, frame: Frame) -> Item:
        item = self._library.item(frame.workflow, frame.item)
        if item is None:
            what = f"workflow {workflow.name!r} has no item {frame.item!r}"
            raise ItemFailure(what, is_final=True)
        return item

    def _apply(self, frame: Frame, outcome: Outcome) -> None:
        match outcome:
            case Next(item):
                frame.item = item
            case Enter(entered):
                self.checkpoint.frames.append(entered)
            case Pause(wait, children):
                self.checkpoint.wait, self._children = wait, children
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
        self._apply(caller, returned(self._step(caller), done))

    def _fail(self, failure: ItemFailure) -> None:
        """Find who handles a failure: the item, its workflow, then the callers, outwards."""
        before = list(self.checkpoint.frames)
        text, skip, below = failure.text, failure.is_final, False
        while self.checkpoint.frames:
            frame = self.checkpoint.frames[-1]
            if not skip:
                try:
                    if below and self._iterates_on(frame, text):
                        return
                except ItemFailure as again:
                    text = again.text
                if self._handled(frame, text):
                    return
            last = self.checkpoint.frames.pop()
            if not self.checkpoint.frames:
                self._keep_results(last)
            skip, below = False, True
        if not failure.is_final and self._waits_for_repair(before, text):
            return
        self.token.error = text
        self._end("failed")

    def _iterates_on(self, frame: Frame, text: str) -> bool:
        """Whether the item is a `foreach` that goes on after a failed element."""
        if frame.loop is None:
            return False
        step = self._step(frame)
        if step.item.iteration_catch_script is None:
            return False
        try:
            self._apply(frame, iteration_failed(step, text))
        finally:
            self._script_ms += step.script_ms
        return True

    def _handled(self, frame: Frame, text: str) -> bool:
        workflow = self._library.workflow(frame.workflow)
        item = self._library.item(frame.workflow, frame.item)
        if item is not None and item.catch_name:
            self._bind_error(frame, item.throw_bind_name, text)
            frame.item, frame.loop = item.catch_name, None
            return True
        handler = next(iter(workflow.error_handlers), None)
        if handler is None or frame.handling or not handler.name:
            return False
        self._bind_error(frame, handler.throw_bind_name, text)
        frame.item, frame.handling, frame.loop = handler.name, True, None
        return True

    def _bind_error(self, frame: Frame, name: str | None, text: str) -> None:
        if name in frame.slots:
            frame.slots[name] = self.checkpoint.slot(frame.slots[name].type, text, self._form)

    def _waits_for_repair(self, frames: list[Frame], text: str) -> bool:
        """Keep a failed run at the item that failed, where its workflow asks for that."""
        seconds = self._keeper.repair_ms(self._library.workflow(self.token.workflow))
        if seconds is None:
            return False
        now = self._keeper.now_ms()
        self.checkpoint.frames = frames
        identity = f"{self.token.id}/repair-{now}"
        self.checkpoint.wait = Wait(
            "failed", identity, self.token.item, now, now + seconds, text=text
        )
        return True

    def _keep_results(self, frame: Frame) -> None:
        workflow = self._library.workflow(frame.workflow)
        self.checkpoint.outputs = {each.name: frame.slots[each.name] for each in workflow.outputs}
        self.checkpoint.attributes = {
            each.name: frame.slots[each.name] for each in workflow.attributes
        }

    def _end(self, state: str) -> None:
        self.token.state = state
        self.token.ended_ms = self._keeper.now_ms()
