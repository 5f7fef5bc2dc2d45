"""con.busy-wait: a thread of the plug-in polls in a tight loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check, cpu_between

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_IDLE_S: Final = 3.0
_PERCENT: Final = 5.0


@check("con.busy-wait")
def test_busy_wait(stage: Stage, judge: Judge) -> None:
    """Measure the processor time of each thread of the plug-in while nothing is asked."""
    seconds = _IDLE_S * stage.soak(1)
    before = stage.observer.threads()
    stage.clock.wait_until(lambda: False, seconds)
    after = stage.observer.threads()
    used = cpu_between(before, after)
    judge.covered("seconds without a call", round(seconds))
    for thread in after.of(stage.plugin):
        percent = used.get(thread.id, 0.0) / (10 * seconds)
        where = (thread.starter.plugin_frame if thread.starter else None) or thread.name
        judge.covered("threads of the plug-in")
        judge.measure("idle thread", percent, "%", _PERCENT, documented=False, where=where)
