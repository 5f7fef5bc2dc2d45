"""What is open in a process, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from harness.errors import HarnessError
from harness.pytest_plugin.installed import Stage
from harness.pytest_plugin.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

A = TypeVar("A", Site, Stage)


class Opened:
    """Orchestrators and stages in the order in which they were opened.

    Args:
        folder: Where it is noted that one cannot be ended, which must not cost the next check.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ends: dict[Site | Stage, tuple[Callable[[], None], ...]] = {}

    def add(self, thing: A, *before: Callable[[], None]) -> A:
        """Take something that is to be closed, after some steps if there are any."""
        self._ends[thing] = (*before, thing.close)
        return thing

    def close(self, thing: Site | Stage) -> None:
        """End one; nothing happens if it has ended already."""
        for step in self._ends.pop(thing, ()):
            try:
                step()
            except HarnessError as exc:
                with (self._folder / "close-errors.txt").open("a", encoding="utf-8") as file:
                    file.write(f"{exc}\n")

    def close_all(self, *, but: Collection[Stage] = ()) -> None:
        """End the others, the newest first."""
        for thing in reversed([each for each in self._ends if each not in but]):
            self.close(thing)
