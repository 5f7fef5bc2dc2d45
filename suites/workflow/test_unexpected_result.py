"""wf.unexpected-result: a workflow of the case ends in another state or with other outputs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from harness.checks import ReasonCode
from harness.pytest_plugin import check, output_mismatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Judge, Stage, WorkflowRun

_LOG_LINES = 20


@check("wf.unexpected-result")
def test_unexpected_result(stage: Stage, judge: Judge) -> None:
    """Compare every run of the case, configuration included, with what it expects."""
    runs = (*stage.configuration, *stage.case_runs())
    if not runs:
        judge.not_exercised("the case runs no workflow", ReasonCode.NEED_MISSING)
    judge.covered("workflow runs", len(runs))
    for run in runs:
        for expected, seen in deviations(run):
            judge.fail(
                "the workflow ends otherwise than the case says",
                where=f"workflow {run.entry.title}",
                expected=expected,
                seen=seen,
                evidence={"log": list(run.log[-_LOG_LINES:])},
            )


def deviations(run: WorkflowRun) -> Iterator[tuple[str, str]]:
    """List what differs, as pairs of expected and seen."""
    expect = run.entry.expect
    if run.execution is None:
        yield f"state {expect.state}", f"the run cannot be started: {run.problem}"
        return
    document = run.execution.document
    error = document.content_exception or ""
    if run.state != expect.state:
        yield f"state {expect.state}", f"state {run.state}, {error or 'no error'}"
        return
    if expect.error and not re.search(expect.error, error):
        yield f"an error that matches {expect.error!r}", f"error {error!r}"
    outputs = document.outputs
    for name, wanted in expect.outputs.items():
        if name not in outputs:
            yield f"output {name}", f"the outputs are {', '.join(outputs) or 'none'}"
        elif different := output_mismatch(wanted, outputs[name]):
            yield f"output {name} = {wanted!r}", different
