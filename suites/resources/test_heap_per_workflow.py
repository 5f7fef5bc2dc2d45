"""res.heap-per-workflow: what is kept for a workflow run stays when the run fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import check, heap_grows, slope
from suites.resources.growing import held_classes
from suites.resources.soak import soak
from suites.resources.waiting import wait_for_all

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage, WorkflowEntry

_RUNS: Final = 4


@check("res.heap-per-workflow")
def test_heap_per_workflow(stage: Stage, judge: Judge) -> None:
    """Let a workflow fail again and again; look at the heap after each round (M3)."""
    entry = failing_entry(stage)
    if entry is None:
        reason = "no [[workflow]] of the case expects state = failed"
        judge.not_exercised(reason, ReasonCode.NEED_MISSING)
    seen = soak(stage, lambda: run_some(stage, entry))
    judge.covered("workflow runs that fail", seen.calls * len(seen.heap))
    held = list(held_classes(seen.instances))
    if held and heap_grows(seen.heap):
        judge.fail(
            "the heap grows with every workflow run that fails",
            where=held[0][0],
            expected="nothing kept of a run that has ended",
            seen=f"{slope(seen.heap) / 1024:.0f} KiB more after each {_RUNS} runs of {entry.title}",
            evidence={"heap": list(seen.heap), "classes": dict(held[:5])},
        )


def failing_entry(stage: Stage) -> WorkflowEntry | None:
    """The first run of the case that is expected to fail and can be started."""
    for entry in stage.case.workflow:
        if entry.expect.state == "failed" and stage.prepare(entry) is not None:
            return entry
    return None


def run_some(stage: Stage, entry: WorkflowEntry) -> int:
    """Run a workflow some times to its end; how often."""
    launches = [launch for _ in range(_RUNS) if (launch := stage.prepare(entry)) is not None]
    for launch in launches:
        launch.start()
    wait_for_all(stage, launches, stage.case.deadlines.workflow)
    return len(launches)
