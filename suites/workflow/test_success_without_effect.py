"""wf.success-without-effect: a workflow completes, but nothing happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, Stage, WorkflowRun


class Proof(NamedTuple):
    """One expected effect of a completed run.

    ``mismatch`` is what was read instead, ``stale`` that the effect was there before the run.
    """

    workflow: str
    source: str
    wanted: str
    mismatch: str
    stale: bool


@check("wf.success-without-effect")
def test_success_without_effect(stage: Stage, judge: Judge) -> None:
    """Run the proof case, and read at the managed system what each run must have changed."""
    if not any(entry.expect.effect for entry in stage.case.workflow):
        judge.not_exercised("no workflow of the case names an effect", ReasonCode.NEED_MISSING)
    for proof in proofs(stage.case_runs()):
        if proof.mismatch:
            judge.fail(
                "the workflow completes without its effect at the managed system",
                where=f"workflow {proof.workflow}",
                expected=f"{proof.wanted} at {proof.source}",
                seen=proof.mismatch,
            )
        elif proof.stale:
            judge.note(
                "the effect was there before the run, which therefore proves nothing",
                where=f"workflow {proof.workflow}: {proof.source}",
            )
        judge.covered("effects", 0 if proof.stale else 1)


def proofs(runs: Iterable[WorkflowRun]) -> list[Proof]:
    """Take the effects of the runs that say they succeeded; others are not this check's."""
    return [
        Proof(
            run.entry.title,
            seen.effect.source,
            seen.effect.wanted,
            seen.mismatch,
            seen.held_before,
        )
        for run in runs
        if run.state == "completed"
        for seen in run.effects
    ]
