"""res.big-token: large values are kept in workflows, which the server stores at every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import check

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_LIMIT: Final = 4_194_304
"""Bytes of a token (the product's documentation, DOC-5 of ``reference/misbehaviours.md``)."""


@check("res.big-token")
def test_big_token(stage: Stage, judge: Judge) -> None:
    """Measure the variables of every workflow run of the case."""
    runs = [run for run in stage.case_runs() if run.execution is not None]
    if not runs:
        judge.not_exercised("the case has no workflow that can be run", ReasonCode.NEED_MISSING)
    for run in runs:
        assert run.execution is not None
        size = stage.client.workflows.size(run.execution.workflow, run.execution.document.id)
        judge.covered("workflow runs")
        judge.measure(
            "variables of a run", size, "bytes", _LIMIT, documented=True, where=run.entry.title
        )
