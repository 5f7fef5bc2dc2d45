"""Taking turns: no more runs are inside a step than the machine can work on."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SLICE_S = 0.01
"""Seconds that a run keeps its place while others wait; changing threads costs a tenth of that."""

PATIENCE_S = 0.02
"""Seconds after which a step is taken to wait for something, such as a date or a plug-in."""

MOST = 1000
"""Never more places than that, which is no bound in practice."""


class Turn:
    """The place of one run, from step to step.

    Attributes:
        step_s: When its present step began, monotonic clock.
        waited: Whether it had to wait before this step.
    """

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._come = threading.Lock()
        self._come.acquire()
        self._end_s = self.step_s = 0.0
        self.waited = False

    def step(self, *, is_slow: bool = False) -> None:
        """Begin a step, after others if they have waited for long enough.

        Args:
            is_slow: Whether it is known to wait for something; such a step needs no place.
        """
        now, self.waited = time.monotonic(), False
        if not is_slow and now < self._end_s and self._turns.has(self):
            self.step_s = now
            return
        self._turns.leave(self)
        if not is_slow:
            self._turns.enter(self)

    def begin(self) -> None:
        """Have the place from now on; called by whoever gives it."""
        self.step_s = time.monotonic()
        self._end_s = self.step_s + self._turns.slice_s
        self._come.release()

    def wait(self) -> None:
        """Wait for the place."""
        self.waited = not self._come.acquire(blocking=False)
        if self.waited:
            self._come.acquire()


class Turns:
    """Places for runs, given in the order in which they are asked for.

    Three hundred runs that all have something to do would only slow each other down: every step
    would take as long as all of them together. Here most wait between two steps instead, and a
    step is over soon. One that takes longer than the patience is most likely asleep or inside a
    plug-in; it goes on, but its place is given to another one.

    Args:
        places: How many runs may be busy at one time.
        slice_s: Seconds for which a run goes on from step to step before others have their turn.
        patience_s: Seconds after which the place of a step is given away.
    """

    def __init__(
        self, places: int, *, slice_s: float = SLICE_S, patience_s: float = PATIENCE_S
    ) -> None:
        self.slice_s = slice_s
        self._least = self._places = places
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._inside: set[Turn] = set()
        self._waiting: deque[Turn] = deque()
        self._watched = False

    @contextmanager
    def taken(self) -> Iterator[Turn]:
        """Take part; what is left of a place is given back at the end."""
        turn = Turn(self)
        try:
            yield turn
        finally:
            self.leave(turn)

    def has(self, turn: Turn) -> bool:
        """Whether it has a place that was not given away meanwhile."""
        return turn in self._inside

    def enter(self, turn: Turn) -> None:
        """Wait for a place."""
        with self._lock:
            self._waiting.append(turn)
            self._admit()
            if self._waiting and not self._watched:
                self._watched = True
                threading.Thread(target=self._watch, name="turns", daemon=True).start()
        turn.wait()

    def leave(self, turn: Turn) -> None:
        """Give the place back, unless there is none."""
        with self._lock:
            self._inside.discard(turn)
            self._admit()

    def _admit(self) -> None:
        while self._waiting and len(self._inside) < self._places:
            turn = self._waiting.popleft()
            self._inside.add(turn)
            turn.begin()

    def _watch(self) -> None:
        """Take places away from slow steps for as long as others wait for them."""
        is_needed = True
        while is_needed:
            time.sleep(self._patience_s)
            is_needed = self._look()

    def _look(self) -> bool:
        """Give the places of slow steps to others; whether anybody waits.

        As long as all steps are slow, the number of places doubles: they keep no core busy.
        """
        latest = time.monotonic() - self._patience_s
        with self._lock:
            if not self._waiting:
                self._watched, self._places = False, self._least
                return False
            self._inside = {turn for turn in self._inside if turn.step_s >= latest}
            self._places = self._least if self._inside else min(2 * self._places, MOST)
            self._admit()
            return True
