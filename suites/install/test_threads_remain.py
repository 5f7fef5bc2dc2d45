"""uninst.threads-remain: threads live on after the plug-in was removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.checks import Severity
from harness.pytest_plugin import check, restarts_by_itself
from suites.install.gone import WAIT, gone_from

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage, Submission


@check("uninst.threads-remain")
def test_threads_remain(stage: Stage, submission: Submission, judge: Judge) -> None:
    """Look for threads of the plug-in after its removal."""
    for thread in gone_from(stage, judge).threads:
        starter = thread.starter
        judge.fail(
            "a thread of the plug-in lives on after its removal",
            where=(starter.plugin_frame if starter else "") or f"thread {thread.name}",
            expected=f"it ends within {WAIT:g} s",
            seen=f"thread {thread.name}, {thread.state}",
            severity=None if restarts_by_itself(submission) else Severity.MAJOR,
            evidence={
                "stack": list(thread.stack),
                "started": list(starter.stack) if starter else [],
            },
        )
