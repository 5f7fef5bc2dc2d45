"""Workflows that wait for a managed system, and where their threads are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Launch, ObservedThread, Stage

_UNLIMITED: Final = ("sun.nio.ch.NioSocketImpl.implRead(", "sun.nio.ch.NioSocketImpl.connect(")
_LIMITED: Final = (
    "sun.nio.ch.NioSocketImpl.timedRead(",
    "sun.nio.ch.NioSocketImpl.timedFinishConnect(",
)
"""Frames of the JDK below a socket with a time limit."""


def wait_for_all(stage: Stage, launches: Iterable[Launch], seconds: float) -> list[Launch]:
    """Wait until workflows are over; those that are not."""
    waiting = list(launches)

    def all_over() -> bool:
        waiting[:] = [each for each in waiting if not each.over]
        return not waiting

    stage.clock.wait_until(all_over, seconds)
    return waiting


def endless(threads: Iterable[ObservedThread]) -> list[list[str]]:
    """Stacks of the plug-in that are in a socket without a time limit."""
    return [
        list(thread.stack) for thread in threads if thread.plugin_frame and unlimited(thread.stack)
    ]


def unlimited(stack: Iterable[str]) -> bool:
    """Whether a stack waits for a socket, and nothing ends that."""
    told = "\n".join(stack)
    return any(frame in told for frame in _UNLIMITED) and not any(
        frame in told for frame in _LIMITED
    )
