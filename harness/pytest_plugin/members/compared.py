"""How much a stage is made to do, and what that is compared with (M0, M1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from harness.pytest_plugin.growth import WARM_UP
from harness.pytest_plugin.members.hosted import Hosted

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness.pytest_plugin.installed import Stage

T = TypeVar("T")


class Compared(Hosted):
    """Doses and the control."""

    @property
    def control(self) -> Stage:
        """The null plug-in in a host of its own, installed, until the check ends (M0)."""
        return self._options.control()

    def soak(self, count: int, *, at_least: int = 1) -> int:
        """Scale a number of repetitions by ``--soak``, down to ``at_least``."""
        return max(at_least, round(count * self._options.soak))

    def repeat(
        self, count: int, cycle: Callable[[int], object], measure: Callable[[], T]
    ) -> tuple[T, ...]:
        """Repeat something and measure after each time; the first two do not count (M1).

        Args:
            count: How many measurements, before scaling with :meth:`soak`; never below 12.
            cycle: What is repeated; gets the number of the cycle, from 0.
            measure: Takes one measurement.
        """
        taken = []
        for number in range(self.soak(count, at_least=12) + WARM_UP):
            cycle(number)
            taken.append(measure())
        return tuple(taken[WARM_UP:])
