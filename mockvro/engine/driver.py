"""Threads that take runs from one checkpoint to the next."""

from __future__ import annotations

import os
import threading
from contextvars import copy_context
from typing import TYPE_CHECKING, NamedTuple

from mockvro.engine.keeping import decoded
from mockvro.engine.run import Run
from mockvro.engine.scripting import TokenScripts, session_of
from mockvro.engine.turns import Turns
from mockvro.host.calls import recorded_calls
from mockvro.host.errors import HostError
from mockvro.plugins.errors import StoppingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.content.values import Form
    from mockvro.engine.keeping import Keeping
    from mockvro.engine.library import Library
    from mockvro.engine.workers import Workers
    from mockvro.host.observations import Observations
    from mockvro.plugins.runtime import Runtime
    from mockvro.store import Store, TokenRecord

REMEMBERED = 5000
"""Runs whose host calls can still be named, and items that are known to be slow."""

RUNS_PER_CORE = 2
"""Runs inside a step at one time: while one is in the JVM, another keeps the core busy."""

SLOW_MS = 2.0
"""Milliseconds asleep or inside plug-ins from which on an item waits for no turn."""

Place = tuple[str, str]
"""Workflow and item."""


class Activity(NamedTuple):
    """What threads are doing.

    Attributes:
        is_idle: Whether no thread has a run.
        wakes: How often a run was taken up so far.
    """

    is_idle: bool
    wakes: int


class Driver:
    """Drives each run in one thread at a time.

    Attributes:
        paused_runs: Called with each run that begins to wait.
        ended_runs: Called with each run that has ended.
    """

    def __init__(
        self,
        *,
        store: Store,
        runtime: Runtime,
        observations: Observations,
        library: Library,
        keeping: Keeping,
        workers: Workers,
        form: Form,
        script_deadline_s: float,
    ) -> None:
        self._store = store
        self._runtime = runtime
        self._observations = observations
        self._library = library
        self._keeping = keeping
        self._workers = workers
        self._form = form
        self._script_deadline_s = script_deadline_s
        self._turns = Turns(RUNS_PER_CORE * (os.cpu_count() or 1))
        self._slow: set[Place] = set()
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._active: set[str] = set()
        self._again: set[str] = set()
        self._wakes = 0
        self._paused = False
        self._epoch = 0
        self._calls: dict[str, list[str]] = {}
        self.paused_runs: Callable[[TokenRecord], None] = _nobody
        self.ended_runs: Callable[[TokenRecord], None] = _nobody

    def wake(self, token_id: str) -> None:
        """Take a run up, unless a thread has it; that one looks again before it leaves."""
        with self._lock:
            if self._paused:
                return
            if token_id in self._active:
                self._again.add(token_id)
                return
            self._active.add(token_id)
            self._wakes += 1
        self._workers.submit(lambda: copy_context().run(self._serve, token_id))

    def is_active(self, token_id: str) -> bool:
        """Whether a thread has the run or is about to."""
        with self._lock:
            return token_id in self._active

    def _serve(self, token_id: str) -> None:
        with recorded_calls() as calls:
            calls.extend(self._calls.pop(token_id, ()))
            self._calls[token_id] = calls
            while len(self._calls) > REMEMBERED:
                del self._calls[next(iter(self._calls))]
            try:
                self._drive(token_id)
                while not self._leave(token_id):
                    self._drive(token_id)
            except BaseException:
                self._leave(token_id, always=True)
                raise

    def _leave(self, token_id: str, *, always: bool = False) -> bool:
        """Give a run up, unless somebody woke it after this thread had looked."""
        with self._idle:
            is_woken = token_id in self._again
            self._again.discard(token_id)
            if is_woken and not always:
                return False
            self._active.discard(token_id)
            self._idle.notify_all()
            return True

    def _can_go_on(self, token: TokenRecord) -> bool:
        if not token.awaits:
            return True
        wait = decoded(token).wait
        return wait is None or wait.signal is not None

    def _drive(self, token_id: str) -> None:
        with self._lock:
            if self._paused:
                return
            epoch = self._epoch
        token = self._store.tokens.get(token_id)
        if token is None or token.ended or not self._can_go_on(token):
            return
        scripts = TokenScripts(self._runtime, token, self._script_deadline_s)
        run = Run(token, self._library, self._keeping, scripts, self._form)
        self._begin(run)
        reason = "fault of the simulation, see the error output of the server"
        try:
            if self._advance(run, epoch) and token.awaits and not token.ended:
                self.paused_runs(token)
            reason = ""
        except (HostError, StoppingError) as error:
            # A run whose JVM was ended on purpose stays as it was and goes on after the restart.
            reason = "" if epoch != self._epoch else str(error)
        finally:
            if reason:
                self.fail(token, reason)
        if self._is_over(token_id):
            self.finish(token)

    def _advance(self, run: Run, epoch: int) -> bool:
        """Run item after item, in turn with other runs.

        Returns:
            False when the run must not go on although it could: all are paused, or it was
            cancelled while it waited for its turn.
        """
        with self._turns.taken() as turn:
            while epoch == self._epoch:
                place = run.place
                turn.step(is_slow=place in self._slow)
                if turn.waited and (epoch != self._epoch or self._is_over(run.token.id)):
                    return False
                goes_on = run.advance()
                self._learn(place, run.away_ms)
                if not goes_on:
                    return True
        return False

    def _learn(self, place: Place, away_ms: float) -> None:
        """Remember which items wait for something else than a core."""
        if away_ms < SLOW_MS:
            self._slow.discard(place)
        elif len(self._slow) < REMEMBERED:
            self._slow.add(place)

    def _begin(self, run: Run) -> None:
        """A run that had to wait for a thread is shown as running from now on."""
        if run.token.state == "initializing":
            blocked = self._keeping.now_ms() - run.token.started_ms
            run.checkpoint.statistics.blocked_ms += max(0, blocked)
            run.token.state = "running"
            self._store.tokens.update(run.token)

    def _is_over(self, token_id: str) -> bool:
        """Whether the run has ended, or was cancelled or forgotten while this thread had it."""
        token = self._store.tokens.get(token_id)
        return token is None or token.ended

    def fail(self, token: TokenRecord, reason: str) -> None:
        """End a run as failed for a reason that no error path is for."""
        token.state, token.error, token.ended_ms = "failed", reason, self._keeping.now_ms()
        token.awaits, token.due_ms = "", None
        self._keeping.save(token)

    def finish(self, token: TokenRecord) -> None:
        """Clean up after a run that has ended."""
        if self._calls.get(token.id):
            self._close_session(token.id)
        self.ended_runs(token)

    def _close_session(self, token_id: str) -> None:
        try:
            self._runtime.ask("session.close", {"session": session_of(token_id)})
        except (HostError, StoppingError) as error:
            self._observations.file("session-not-closed", token=token_id, reason=str(error))

    def calls_of(self, token_id: str) -> list[str]:
        """Ids of the host calls that a run has caused since this process started."""
        return list(self._calls.get(token_id, ()))

    @property
    def is_paused(self) -> bool:
        """Whether no run may begin a step."""
        return self._paused

    def pause(self) -> None:
        """Let no run begin another step; what is under way may fail without consequence."""
        with self._lock:
            self._paused = True
            self._epoch += 1

    def go_on(self) -> None:
        """Let runs be taken up again."""
        with self._lock:
            self._paused = False

    @property
    def activity(self) -> Activity:
        """What threads are doing."""
        with self._lock:
            return Activity(not self._active, self._wakes)

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until no thread has a run; False when time is up."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._active, seconds)


def _nobody(token: TokenRecord) -> None:
    del token
