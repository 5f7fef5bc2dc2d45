"""wf.not-cancellable: the work of a run goes on after the run was cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import Profile, Rule, check
from suites.workflow.driving import candidates, connect_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.pytest_plugin import Exchange, Judge, Launch, Stage

DELAY_S: Final = 0.4
"""Before each answer, so that a run lasts long enough to be cancelled."""
GRACE_S: Final = 10.0
"""How long the work may go on; undocumented, but what comes later is counted, not measured."""
_BEGUN_S: Final = 5.0
_AFTER_S: Final = 5.0
WORKFLOWS: Final = 2
MANY: Final = 10
"""Requests since the cancellation; fewer are no work that goes on."""
_SEEN: Final = 2
"""Requests after which a run is cancelled: one may be a look at its inputs."""


@check("wf.not-cancellable")
def test_not_cancellable(stage: Stage, judge: Judge) -> None:
    """Cancel each workflow of the case in a request, and count the requests that come later."""
    _ = stage.proxy
    if not stage.case.workflow:
        judge.not_exercised("the case runs no workflow", ReasonCode.NEED_MISSING)
    connect_again(stage)
    cancelled = 0
    for entry in candidates(stage):
        launch = stage.prepare(entry)
        since = cancel_under_way(stage, launch) if launch is not None else None
        if since is None:
            continue
        cancelled += 1
        judge.covered("runs cancelled under way")
        late = later_requests(stage, since)
        if late:
            judge.fail(
                "the work of a run goes on after it was cancelled",
                where=f"workflow {entry.title}",
                expected=f"no request later than {GRACE_S:g} s after the cancellation",
                seen=f"{len(late)} requests, such as {late[0].method} {late[0].path}",
                evidence={"before": len(stage.proxy.exchanges) - since - len(late)},
            )
        if late or cancelled == WORKFLOWS:
            return
    if not cancelled:
        judge.not_exercised("no workflow of the case lasts long enough to be cancelled")


def cancel_under_way(stage: Stage, launch: Launch) -> int | None:
    """Start a run with slow answers and cancel it.

    Returns:
        How many requests there were by then; None when it had ended already.
    """
    with stage.profile(Profile(rules=(Rule(delay=DELAY_S),))):
        before = stage.proxy.counters
        launch.start()

        def begun() -> bool:
            return (stage.proxy.counters - before).requests >= _SEEN or launch.over

        stage.clock.wait_until(begun, _BEGUN_S)
        if launch.over:
            return None
        launch.cancel()
        since = len(stage.proxy.exchanges)
        stage.clock.wait_until(lambda: not busy(stage), GRACE_S)
    return since


def busy(stage: Stage) -> bool:
    """Whether a call is in the plug-in."""
    return any(call.in_plugin for call in stage.observer.calls())


def later_requests(stage: Stage, since: int) -> Sequence[Exchange]:
    """Requests that come although the time for them is over, while the run is in the plug-in.

    What a plug-in asks by itself, such as a poll, is no work of the run; and a call that asks a few
    times only may have been slowed down by a busy machine.
    """
    before = len(stage.proxy.exchanges)
    if not busy(stage) or before - since < MANY:
        return ()
    stage.clock.wait_until(lambda: len(stage.proxy.exchanges) > before, _AFTER_S)
    return stage.proxy.exchanges[before:]
