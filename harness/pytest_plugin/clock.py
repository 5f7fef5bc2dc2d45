"""Time: how long calls take, how fast this machine is, and the clock of the simulation (M5)."""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness.client.mockvro import MockvroApi

T = TypeVar("T")

_LOOP = 200_000
_REFERENCE_SECONDS = 0.012
"""What the loop below takes on an idle core of the machine that thresholds were measured on."""
_TRIES = 3


class Timed(Struct, Generic[T], frozen=True):
    """What a call gave, and how long it took in seconds."""

    value: T
    seconds: float


@cache
def slowness() -> float:
    """How many times slower this machine is than the one that thresholds were measured on.

    Measured once a process with a fixed loop; never below 1. Documented limits are not scaled.
    """
    best = min(_loop_seconds() for _ in range(_TRIES))
    return max(1.0, best / _REFERENCE_SECONDS)


class Clock:
    """Measures calls.

    Args:
        mockvro: Gives the interface of the simulation.
    """

    def __init__(self, mockvro: Callable[[], MockvroApi]) -> None:
        self._mockvro = mockvro

    def time(self, call: Callable[[], T]) -> Timed[T]:
        """Make a call and take its time."""
        begin = time.perf_counter()
        value = call()
        return Timed(value, time.perf_counter() - begin)

    def scaled(self, seconds: float) -> float:
        """A threshold that nobody documented, for the speed of this machine."""
        return seconds * slowness()

    def wait_until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait for something to come true; whether it did before the time was over."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def advance(self, seconds: float) -> None:
        """Set the clock of the simulated Orchestrator ahead; what is due on the way happens.

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        self._mockvro().advance_clock(seconds)


_POLL_SECONDS = 0.05


def _loop_seconds() -> float:
    begin = time.process_time()
    total = 0
    for number in range(_LOOP):
        total += number * number % 7
    return time.process_time() - begin
