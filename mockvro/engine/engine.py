"""All workflow runs of one Orchestrator: start, answer, cancel, resume, stop."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mockvro.content.values import to_wire
from mockvro.engine.actions import Actions
from mockvro.engine.asking import question
from mockvro.engine.driver import Driver
from mockvro.engine.keeping import Keeping, decoded
from mockvro.engine.library import Library
from mockvro.engine.making import RunMaker
from mockvro.engine.model import Signal
from mockvro.engine.policies import Policies
from mockvro.engine.resuming import Resumer
from mockvro.engine.scripting import session_of
from mockvro.engine.signals import Signals
from mockvro.engine.tasks import Scheduler
from mockvro.engine.timers import Timers
from mockvro.engine.watchers import Watchers
from mockvro.engine.workers import Workers
from mockvro.host.errors import HostError
from mockvro.plugins.errors import StoppingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mockvro.clock import VirtualClock
    from mockvro.content.values import Value
    from mockvro.engine.asking import Question
    from mockvro.engine.model import Checkpoint
    from mockvro.host.observations import Observations
    from mockvro.plugins.runtime import Runtime
    from mockvro.releases import Profile
    from mockvro.settings import Settings
    from mockvro.store import Store, TokenRecord

SIDE_THREADS = 32
"""Threads for what happens beside runs: watchers, events, sessions."""

STOP_LIMIT_S = 5.0
"""Seconds in which the JVM has to take note that a script is to stop."""

OFFSET = "clock-offset"


class Engine:
    """Runs workflows in threads; the state of a run is always in the store.

    Attributes:
        timers: What happens at dates of the clock, which it also moves.
        tasks: Scheduled workflows.
        policies: Scripts and workflows that events of plug-ins start.
        actions: Executions of single actions.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        profile: Profile,
        store: Store,
        runtime: Runtime,
        observations: Observations,
        clock: VirtualClock,
    ) -> None:
        self._limits = profile.engine
        self._form = profile.values.text_form
        self._store = store
        self._runtime = runtime
        self._clock = clock
        self._suspending = threading.Lock()
        self._library = Library(store)
        limit = settings.workflow_threads or self._limits.concurrent_workflows
        self._workers, self._side = Workers(limit), Workers(SIDE_THREADS)
        self.timers = Timers(clock)
        self._signals = Signals(store, self.timers, self._wake)
        self._watchers = Watchers(
            runtime, observations, self._side, self._signals.deliver, self._signals.armed
        )
        keeping = Keeping(settings, self._limits, store, observations, self._watchers.release)
        self._keeping = keeping
        self._maker = RunMaker(self._library, self._workers, self._limits, keeping, self._form)
        self._driver = Driver(
            store=store,
            runtime=runtime,
            observations=observations,
            library=self._library,
            keeping=keeping,
            workers=self._workers,
            form=self._form,
            script_deadline_s=settings.script_deadline_s,
        )
        self._driver.paused_runs, self._driver.ended_runs = self._waits, self._ended
        self._resumer = Resumer(
            library=self._library,
            driver=self._driver,
            signals=self._signals,
            watchers=self._watchers,
            side=self._side,
            keeping=keeping,
        )
        self.actions = Actions(runtime, self._workers.submit, settings.script_deadline_s)
        self.tasks = Scheduler(store, self.timers, self, self._form)
        self.policies = Policies(
            store=store,
            runtime=runtime,
            observations=observations,
            side=self._side,
            runs=self,
            settings=settings,
            profile=profile,
        )

    def start(self, workflow_id: str, given: Mapping[str, Value], user: str) -> TokenRecord:
        """Start a run; parameters that the workflow does not declare are ignored and logged.

        A run beyond the length of the queue is stored as failed, as in the product.

        Raises:
            ContentError: The workflow or a value cannot be used.
            ItemFailure: There is no such workflow.
        """
        token = self.prepare(workflow_id, given, user)
        self._store.tokens.put(token)
        self.begin(token, given)
        return token

    def prepare(self, workflow_id: str, given: Mapping[str, Value], user: str) -> TokenRecord:
        """A run that is not stored yet; `begin` has to follow once it is.

        Raises:
            ContentError: The workflow or a value cannot be used.
            ItemFailure: There is no such workflow.
        """
        return self._maker.make(workflow_id, given, user)

    def begin(self, token: TokenRecord, given: Mapping[str, Value]) -> None:
        """Let a stored run begin."""
        for name in sorted(set(given) - set(decoded(token).inputs)):
            self._keeping.log(token, "warning", f"input {name!r} is not declared and was ignored")
        if token.error is not None:
            self._keeping.log(token, "error", token.error)
        if token.ended:
            self._driver.finish(token)
        else:
            self._wake(token.id)

    def _wake(self, token_id: str) -> None:
        self._driver.wake(token_id)

    def _waits(self, token: TokenRecord) -> None:
        """A run has begun to wait."""
        self._signals.time(token)
        wait = decoded(token).wait
        if wait is not None and wait.kind == "event":
            self._watchers.arm(wait)
        elif wait is not None and wait.kind == "children":
            for child in self._store.tokens.children(token.id):
                if not child.ended:
                    self._wake(child.id)

    def _ended(self, token: TokenRecord) -> None:
        self.timers.cancel(token.id)
        if token.parent is not None:
            self._signals.children_ended(token.parent)
        self.tasks.run_ended(token)

    def answer(self, token_id: str, values: Mapping[str, Value]) -> bool:
        """Answer the user interaction of a run, or resume a failed one with other values.

        Returns:
            False when the run waits for no answer.
        """
        found = self._signals.waiting(token_id)
        wait = found[1].wait if found is not None else None
        if wait is None or wait.kind not in ("interaction", "failed"):
            return False
        wires = {name: to_wire(value) for name, value in values.items()}
        return self._signals.deliver(wait.id, Signal("answer", wires))

    def question(self, token: TokenRecord) -> Question | None:
        """The user interaction of a run: the open one, else the last, else None."""
        return question(self._library, decoded(token))

    def dismiss(self, token_id: str) -> bool:
        """Refuse to answer: an interaction cancels its run, a failed run is failed for good.

        Returns:
            False when the run waits for no answer.
        """
        found = self._signals.waiting(token_id)
        wait = found[1].wait if found is not None else None
        if wait is None or wait.kind not in ("interaction", "failed"):
            return False
        if wait.kind == "failed":
            return self._signals.deliver(wait.id, Signal("timeout"))
        self.cancel(token_id)
        return True

    def cancel(self, token_id: str) -> None:
        """Cancel a run and its parallel runs at once.

        A script that is under way is stopped as soon as it is not inside a plug-in.
        """
        token = self._store.tokens.get(token_id)
        if token is None or token.ended:
            return
        is_active = self._driver.is_active(token_id)
        wait = self._signals.end(token_id, "canceled", None, self.now_ms())
        if wait is not None:
            self._watchers.release(wait)
        for child in self._store.tokens.children(token_id):
            self.cancel(child.id)
        if is_active:
            self._stop_script(token_id)
        else:
            token.state = "canceled"
            self._side.submit(lambda: self._driver.finish(token))

    def _stop_script(self, token_id: str) -> None:
        if self._runtime.facts()["state"] == "running":
            request = {"session": session_of(token_id)}
            try:
                self._runtime.ask("script.stop", request, limit_s=STOP_LIMIT_S)
            except (HostError, StoppingError) as error:
                # The script ends by its deadline, unseen.
                self._keeping.observe("script-not-stopped", token_id, str(error))

    def now_ms(self) -> int:
        """The Orchestrator's clock in epoch milliseconds."""
        return self._keeping.now_ms()

    def advance_clock(self, seconds: float) -> None:
        """Move the clock forward; what is due on the way happens in its order."""
        self.timers.advance(seconds)
        self._store.simulation.put(OFFSET, repr(self._clock.offset_s))

    def checkpoint(self, token: TokenRecord) -> Checkpoint:
        """What is stored about a run."""
        return decoded(token)

    def calls_of(self, token_id: str) -> list[str]:
        """Ids of the host calls that a run has caused since this process started."""
        return self._driver.calls_of(token_id)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """No run begins a step inside; afterwards all go on. One caller at a time."""
        with self._suspending:
            self.pause()
            try:
                yield
            finally:
                self.resume()

    def pause(self) -> None:
        """Let no run begin another step; what is under way may fail without consequence."""
        self._driver.pause()

    def stop(self) -> None:
        """Let nothing happen any more."""
        self.timers.stop()
        self.pause()

    def resume(self) -> None:
        """Go on with everything that the store knows as unfinished.

        Runs of workflows with `restartMode` 0 fail instead (`reference/workflow-xml.md` §2).
        Plug-ins are told again of watchers and policies; that the product does so is unverified.
        """
        self._driver.go_on()
        for token in self._store.tokens.unfinished():
            self._resumer.resume(token)
        self.tasks.resume()
        self.policies.resume()

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until nothing is under way: no step, no event, nothing due; False when time is up.

        Runs that wait for something count as idle.
        """
        deadline = time.monotonic() + seconds
        while True:
            left = max(0.0, deadline - time.monotonic())
            if not (self._driver.wait_until_idle(left) and self._side.wait_until_idle(left)):
                return False
            before = self._driver.activity
            is_quiet = before.is_idle and not self.timers.fire_overdue()
            # Whatever a timer woke shows in the count, even if it is over already.
            if is_quiet and self._driver.activity == before:
                return True
