"""Processes that lose their parent come to us, so that none gets away from a run.

A plug-in may start a program that leaves its group, its session and its environment and then
loses its parent: nothing in it tells any more where it came from. Linux gives such a process to the
nearest ancestor that asked for it (``prctl(2)``, ``PR_SET_CHILD_SUBREAPER``).
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import Final

import psutil

_SET_CHILD_SUBREAPER: Final = 36


class Orphans:
    """Adopts from its construction on; what were our children before is not touched.

    On other systems than Linux nothing is adopted.
    """

    def __init__(self) -> None:
        self._known = _children()
        _adopt(wanted=True)

    def end(self, seconds: float) -> None:
        """End everything that came to us, and stop adopting.

        Args:
            seconds: How long to wait for the end of the killed processes.
        """
        while left := _children() - self._known:
            below = [each for process in left for each in _below(process)]
            for process in (*left, *below):
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            _, alive = psutil.wait_procs([*left, *below], timeout=seconds)
            self._known |= set(alive)
        _adopt(wanted=False)


def _children() -> set[psutil.Process]:
    return set(psutil.Process().children())


def _below(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _adopt(*, wanted: bool) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0)
