"""res.cpu: the plug-in works although nobody asks for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_IDLE_S: Final = 3.0
_HOUR_S: Final = 3600.0
_PER_HOUR: Final = 180.0
"""Undocumented: CPU seconds of an idle hour above the null plug-in, five percent."""
_NOISE: Final = 36.0
"""CPU seconds of an hour below which the control is not asked."""


@check("res.cpu")
def test_cpu(stage: Stage, judge: Judge) -> None:
    """Compare processor time while idle with the null plug-in's."""
    used = per_hour(stage)
    control = per_hour(stage.control) if used > _NOISE else 0.0
    judge.covered("seconds without a call", round(_IDLE_S))
    above = max(0.0, used - control)
    judge.measure("processor time when idle", above, "s/h", _PER_HOUR, documented=False)


def per_hour(stage: Stage) -> float:
    """CPU seconds of the JVM for an idle hour, extrapolated."""
    before = stage.observer.process().cpu_seconds
    timed = stage.clock.time(lambda: stage.clock.wait_until(lambda: False, _IDLE_S))
    return (stage.observer.process().cpu_seconds - before) * _HOUR_S / timed.seconds
