"""upg.regression-silent: after an upgrade a workflow runs as before, but does nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Upgrade, WorkflowRun


@check("upg.regression-silent")
def test_regression_silent(upgrade: Upgrade, judge: Judge) -> None:
    """Run the case after the upgrade, and where an effect is missing with the earlier release."""
    upgrade.require_started()
    effects = sum(len(run.effects) for run in upgrade.runs)
    if not effects:
        judge.not_exercised("no [[workflow]] of the case expects an effect")
    judge.covered("effects after the upgrade", effects)
    if not any(missing(run) for run in upgrade.runs):
        return
    judge.covered("runs with the earlier release", len(upgrade.runs_before))
    for run, seen in regressions(upgrade.runs_before, upgrade.runs):
        judge.fail(
            "a workflow ends as with the earlier release, but has no effect",
            where=run.entry.title,
            expected="the effect that the earlier release had",
            seen=f"state {run.state}, {seen}",
        )


def missing(run: WorkflowRun) -> str:
    """What is there instead of the first missing effect; empty when all came."""
    return next((each.mismatch for each in run.effects if each.mismatch), "")


def regressions(
    before: Iterable[WorkflowRun], after: Iterable[WorkflowRun]
) -> Iterator[tuple[WorkflowRun, str]]:
    """Runs that end in the same state, and whose effects came with the earlier release only."""
    known = {run.entry.title: run for run in before}
    for run in after:
        old = known.get(run.entry.title)
        lost = missing(run)
        if old is not None and lost and old.state == run.state and not missing(old):
            yield run, lost
