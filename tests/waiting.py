"""Waiting for what happens at its own time; a test sleeps for nothing else."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

PATIENCE_S = 60.0
BREATH_S = 0.002


def until(condition: Callable[[], T], seconds: float = PATIENCE_S) -> T:
    """What a condition gives as soon as it is true of something.

    The patience is for a machine that is busy with other tests: what works takes milliseconds.

    Raises:
        AssertionError: It did not happen in time.
    """
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen"
        threading.Event().wait(BREATH_S)
    return found
