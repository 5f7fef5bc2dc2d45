"""con.race: calls at the same time get what a single one does not: errors, or other objects."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.concurrency.storm import storm

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage, Submission


@check("con.race")
def test_race(stage: Stage, judge: Judge, submission: Submission) -> None:
    """Let sixteen sessions ask what one session asked before; the answers must be the same."""
    seen = storm(stage, submission.seed)
    if not seen.calls:
        judge.not_exercised("the inventory is empty, so that there is nothing to ask for")
    judge.covered("calls at the same time", seen.calls)
    if not seen.wrong or seen.deadlocks:
        return  # con.deadlock judges those
    first = seen.wrong[0]
    judge.fail(
        "calls at the same time get what a single one does not",
        where=first.asked,
        expected="the answer that one session gets when it is alone",
        seen=f"{first.came}; {len(seen.wrong)} of {seen.calls} calls, {first.round}",
        evidence={"answers": dict(Counter(each.came for each in seen.wrong).most_common(5))},
    )
