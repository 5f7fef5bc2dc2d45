"""Many sessions at once: what they got, against what one alone gets."""

from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from msgspec import Struct

from suites.concurrency.asked import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from harness.pytest_plugin import Stage
    from suites.concurrency.asking import Question

    Asking = Callable[[int, threading.Barrier], Iterator[Question]]
    Answers = list[tuple[Question, str]]

_SESSIONS: Final = 16
_SECONDS: Final = 2.0
_LOOK_S: Final = 0.5
_AGAIN: Final = 24
"""Different questions with a wrong answer that one session alone is asked again."""
_known: WeakKeyDictionary[Stage, Storm] = WeakKeyDictionary()


class Wrong(Struct, frozen=True):
    """An answer that one session alone does not get: what was asked, what came, in which round."""

    asked: str
    came: str
    round: str


class Storm(Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        calls: How many calls were made at once.
        wrong: Answers that one session alone does not get, of the first round that has any.
        deadlocks: Stacks of threads that wait for each other.
    """

    calls: int
    wrong: tuple[Wrong, ...]
    deadlocks: tuple[tuple[tuple[str, ...], ...], ...]


def storm(stage: Stage, seed: int) -> Storm:
    """Let many sessions ask at once; once for each stage."""
    if stage not in _known:
        _known[stage] = _Run(stage, seed).result()
    return _known[stage]


class _Run:
    def __init__(self, stage: Stage, seed: int) -> None:
        self._stage = stage
        self._seed = seed
        self._can = asked(stage)
        self._calls = 0
        self._wrong: tuple[Wrong, ...] = ()
        self._deadlocks: tuple[tuple[tuple[str, ...], ...], ...] = ()

    def result(self) -> Storm:
        if self._can.finds:
            self._first_calls("from the top of the inventory down", self._can.down())
            self._first_calls("from the deepest objects up", self._can.up())
            self._mix()
        return Storm(calls=self._calls, wrong=self._wrong, deadlocks=self._deadlocks)

    def _first_calls(self, name: str, kinds: Sequence[Question]) -> None:
        """Replace the JVM: a first call may meet what later ones do not, once for each kind."""
        if self._deadlocks:
            return
        self._stage.restart_host()

        def asking(_: int, barrier: threading.Barrier) -> Iterator[Question]:
            for each in kinds:
                barrier.wait(self._stage.case.deadlines.find)
                yield each

        wrong = self._at_once(asking, 0.0)
        self._judge(f"first calls of a fresh server, {name}", wrong, kinds)

    def _mix(self) -> None:
        if self._deadlocks:
            return
        seconds = _SECONDS * self._stage.soak(1)

        def asking(number: int, barrier: threading.Barrier) -> Iterator[Question]:
            chance = random.Random(f"{self._seed} {number}")  # noqa: S311 - reproducible, not secret
            barrier.wait(self._stage.case.deadlines.find)
            end = time.monotonic() + seconds
            yield chance.choice(self._can.finds)
            while time.monotonic() < end:
                if self._can.lists and chance.random() < 1 / 3:
                    yield chance.choice(self._can.lists)
                else:
                    yield chance.choice(self._can.finds)

        wrong = self._at_once(asking, seconds)
        self._judge("a mix of calls", wrong, tuple(dict(wrong))[:_AGAIN])

    def _judge(self, name: str, wrong: Answers, again: Sequence[Question]) -> None:
        """Accuse answers where one session alone on a fresh server gets the expected one."""
        if not wrong or self._wrong or self._deadlocks:
            return
        self._stage.restart_host()
        sure = self._steady(again)
        self._wrong = tuple(
            Wrong(str(question), came, name) for question, came in wrong if question in sure
        )

    def _steady(self, again: Iterable[Question]) -> set[Question]:
        """Those that are answered as expected now, both by a first call and by a second one."""
        client, asked = self._stage.session("storm alone"), tuple(again)
        odd = {each for each in (*asked, *asked) if each.ask(client, self._stage.plugin)}
        return set(asked) - odd

    def _at_once(self, asking: Asking, seconds: float) -> Answers:
        barrier = threading.Barrier(_SESSIONS)
        answers: Answers = []
        workers = [
            threading.Thread(
                target=self._work, args=(number, barrier, asking, answers), daemon=True
            )
            for number in range(_SESSIONS)
        ]
        for worker in workers:
            worker.start()
        self._wait(workers, time.monotonic() + seconds + self._stage.case.deadlines.find)
        barrier.abort()  # whoever waits for one that hangs
        self._calls += len(answers)
        return [(question, came) for question, came in tuple(answers) if came]

    def _wait(self, workers: Sequence[threading.Thread], end: float) -> None:
        while time.monotonic() < end:
            look = time.monotonic() + _LOOK_S
            for worker in workers:
                worker.join(max(0.0, look - time.monotonic()))
            if not any(worker.is_alive() for worker in workers) or self._locked():
                return

    def _locked(self) -> bool:
        seen = self._stage.observer.threads()
        by_id = {thread.id: thread.stack for thread in seen.threads}
        self._deadlocks = tuple(tuple(by_id[one] for one in cycle) for cycle in seen.deadlocks)
        return bool(self._deadlocks)

    def _work(
        self,
        number: int,
        barrier: threading.Barrier,
        asking: Asking,
        answers: Answers,
    ) -> None:
        client = self._stage.session(f"storm{number}")
        with suppress(threading.BrokenBarrierError):
            for question in asking(number, barrier):
                answers.append((question, question.ask(client, self._stage.plugin)))
