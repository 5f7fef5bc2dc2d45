"""con.deadlock: calls at the same time wait for each other for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.concurrency.storm import storm

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage, Submission


@check("con.deadlock")
def test_deadlock(stage: Stage, judge: Judge, submission: Submission) -> None:
    """Let many sessions ask at once, and ask the JVM for threads that wait for each other."""
    seen = storm(stage, submission.seed)
    if not seen.calls and not seen.deadlocks:
        judge.not_exercised("the inventory is empty, so that there is nothing to ask for")
    judge.covered("calls at the same time", max(1, seen.calls))
    for cycle in seen.deadlocks:
        judge.fail(
            "threads wait for each other for ever",
            where=cycle[0][0] if cycle[0] else "unknown",
            expected="locks that are always taken in the same order",
            seen=f"{len(cycle)} threads in a circle",
            evidence={"stacks": [list(stack[:12]) for stack in cycle]},
        )
