"""Telling growth from noise in a series of measurements (``reference/misbehaviours.md``, M1, M3).

Pure functions over numbers; where the numbers come from does not matter.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WARM_UP = 2
"""Cycles whose snapshots are dropped (M1)."""
_WINDOW = 10
_RISES = 8
"""Of the last ten snapshots so many must have risen (M1)."""
_FLOOR = 64 * 1024.0
"""Bytes per cycle that a heap may grow for no reason (M3)."""
_CONTROL_FACTOR = 3.0


def slope(values: Sequence[float]) -> float:
    """Fit a line through evenly spaced values; the Theil-Sen estimator, which outliers do not move.

    Returns:
        How much a value rises from one step to the next; 0 for fewer than two values.
    """
    rates = [
        (later - earlier) / (end - begin)
        for (begin, earlier), (end, later) in combinations(enumerate(values), 2)
    ]
    return float(median(rates)) if rates else 0.0


def rises_steadily(counts: Sequence[float]) -> bool:
    """Whether a count rose in at least 8 of the last 10 steps (M1)."""
    steps = [later > earlier for earlier, later in pairwise(counts)][-_WINDOW:]
    return len(steps) >= _WINDOW and sum(steps) >= _RISES


def rises_every_time(counts: Sequence[float]) -> bool:
    """Whether a count rose with every single step, as instances that are never let go do (M3)."""
    return len(counts) > 1 and all(later > earlier for earlier, later in pairwise(counts))


def heap_grows(used: Sequence[float], control: Sequence[float] = ()) -> bool:
    """Whether used heap grows faster than noise and three times faster than the control (M3).

    Alone this is no leak; a count of instances of the plug-in has to rise, too.
    """
    return slope(used) > max(_FLOOR, _CONTROL_FACTOR * slope(control))


def grows_with_dose(counts: Sequence[float], *, per_cycle: float = 1.0, slack: float = 0.0) -> bool:
    """Whether a count follows the cycles: at least ``per_cycle`` of it more with each of them.

    Args:
        counts: One count per cycle.
        per_cycle: What one cycle would leave behind; half of that counts as following.
        slack: What may stay in all, such as the size of a pool.
    """
    if len(counts) <= WARM_UP:
        return False
    grown = counts[-1] - counts[0]
    return slope(counts) >= per_cycle / 2 and grown > slack
