"""What grew in a soak, against the null plug-in where it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import grows_with_dose, heap_grows, rises_every_time, slope
from suites.resources.soak import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from harness.pytest_plugin import Stage
    from suites.resources.soak import Soak


def held_classes(instances: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, float]]:
    """Classes of which there are more after every round, with how many more, the most first."""
    rising = {name: slope(counts) for name, counts in instances.items() if rises_every_time(counts)}
    yield from sorted(rising.items(), key=lambda each: -each[1])


def leaks_heap(stage: Stage, seen: Soak) -> bool:
    """Whether the heap grows, and faster than with the null plug-in (M0, M3)."""
    if not heap_grows(seen.heap):
        return False
    return heap_grows(seen.heap, reading(stage.control).heap)


def follows(counts: Sequence[int], control: Sequence[int], *, slack: float = 0) -> bool:
    """Whether a count follows the rounds, beyond what the null plug-in does (M0)."""
    if not grows_with_dose(counts, slack=slack):
        return False
    return slope(counts) - max(0.0, slope(control)) >= 1 / 2
