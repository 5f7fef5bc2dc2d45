"""Steps take turns, and one that sleeps keeps nobody waiting."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.engine.turns import Turns
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockvro.engine.turns import Turn

LIMIT_S, LONG_S = 30.0, 3600.0


@contextmanager
def stepping(turns: Turns) -> Iterator[Turn]:
    """Be inside a step."""
    with turns.taken() as turn:
        turn.step()
        yield turn


def until_waiting(turns: Turns, count: int) -> None:
    until(lambda: len(turns._waiting) >= count)


def test_no_more_than_places_are_inside() -> None:
    turns, most = Turns(2, patience_s=LONG_S), list[int]()

    def visit() -> None:
        with stepping(turns):
            most.append(len(turns._inside))

    with ThreadPoolExecutor(20) as threads:
        done = [threads.submit(visit) for _ in range(500)]
        assert not wait(done, LIMIT_S).not_done
    assert 1 <= max(most) <= 2
    assert not turns._inside


def test_the_first_to_come_is_the_first_to_go() -> None:
    turns, order = Turns(1, patience_s=LONG_S), list[int]()

    def visit(number: int) -> None:
        with stepping(turns) as turn:
            assert turn.waited
            order.append(number)

    with ThreadPoolExecutor(5) as threads, stepping(turns):
        for number in range(5):
            threads.submit(visit, number)
            until_waiting(turns, number + 1)
    assert order == list(range(5))


@pytest.mark.parametrize(
    ("slice_s", "expected"), [(0.0, ["other", "step 2"]), (LONG_S, ["step 2", "other"])]
)
def test_others_have_their_turn_when_the_slice_is_over(slice_s: float, expected: list[str]) -> None:
    turns, order = Turns(1, slice_s=slice_s, patience_s=LONG_S), list[str]()

    def other() -> None:
        with stepping(turns):
            order.append("other")

    with ThreadPoolExecutor(1) as threads, stepping(turns) as turn:
        threads.submit(other)
        until_waiting(turns, 1)
        turn.step()
        order.append("step 2")
    assert order == expected


def test_a_place_that_is_held_too_long_is_given_away() -> None:
    turns, over = Turns(1, patience_s=0.001), threading.Event()

    def sleeper() -> None:
        with stepping(turns):
            assert over.wait(LIMIT_S)

    def visitor() -> None:
        with stepping(turns):
            return

    with ThreadPoolExecutor(4) as threads:
        asleep = [threads.submit(sleeper) for _ in range(3)]
        assert not wait([threads.submit(visitor)], LIMIT_S).not_done
        over.set()
        assert not wait(asleep, LIMIT_S).not_done
    assert not turns._inside


def test_a_step_that_is_known_to_be_slow_needs_no_place() -> None:
    turns = Turns(1, patience_s=LONG_S)
    with stepping(turns), turns.taken() as slow:
        slow.step(is_slow=True)
        assert not slow.waited


def test_a_step_that_fails_gives_its_place_back() -> None:
    turns = Turns(1, patience_s=LONG_S)
    with pytest.raises(ZeroDivisionError), stepping(turns):
        1 // 0  # noqa: B018 - it fails
    assert not turns._inside


def test_a_run_that_is_cancelled_while_it_waits_takes_no_step(bench: Any, flow: Any) -> None:
    driver = bench.engine._driver
    driver._turns = turns = Turns(1, patience_s=LONG_S)
    bench.add(flow.workflow(flow.task("a", "step")))
    with stepping(turns):
        token = bench.start()
        until_waiting(turns, 1)
        bench.engine.cancel(token)
    bench.settle()
    assert bench.token(token).state == "canceled"
    assert driver.calls_of(token) == []
    assert not bench.services.observations.since(kind="workflow-step")
