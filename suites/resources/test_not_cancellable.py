"""res.not-cancellable: cancelling a workflow does not end the call that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.resources.waiting import wait_for_all

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Launch, Stage

_BEGUN_S: Final = 2.0
_LONG_S: Final = 10.0
"""Undocumented: a call that goes on for longer is a doubt."""


@check("res.not-cancellable")
def test_not_cancellable(own_stage: Stage, judge: Judge) -> None:
    """Cancel a workflow that waits for a system that never answers; watch its thread."""
    own_stage.install()
    own_stage.configure()
    stage = own_stage
    launch = next((each for each in map(stage.prepare, stage.case.workflow) if each), None)
    if launch is None:
        judge.not_exercised("the case has no workflow that can be run", ReasonCode.NEED_MISSING)
    with stage.profile("black-hole"):
        launch.start()
        stage.clock.wait_until(lambda: bool(waiting(stage)), _BEGUN_S)
        if launch.over or not waiting(stage):
            judge.not_exercised("the first workflow of the case does not wait for anything")
        launch.cancel()
        timed = stage.clock.time(lambda: free(stage, launch))
        stack = [] if timed.value else waiting(stage)
    judge.covered("workflows cancelled during a call")
    if not timed.value:
        judge.fail(
            "a call goes on although its workflow was cancelled",
            where=launch.entry.title,
            expected=f"the end of the call within {stage.case.deadlines.workflow:g} s",
            seen=stack[0] if stack else "its thread is still in the plug-in",
            evidence={"stack": stack},
        )
        return
    judge.measure("end of the call", timed.seconds, "s", _LONG_S, documented=False)


def free(stage: Stage, launch: Launch) -> bool:
    """Wait until nothing is in the plug-in any more; whether that came to be."""
    limit = stage.case.deadlines.workflow
    gone = stage.clock.wait_until(lambda: not waiting(stage), limit)
    wait_for_all(stage, [launch], 0)
    return gone


def waiting(stage: Stage) -> list[str]:
    """Stack of the first call that is in the plug-in; empty when there is none."""
    return next((list(call.stack) for call in stage.observer.calls() if call.in_plugin), [])
