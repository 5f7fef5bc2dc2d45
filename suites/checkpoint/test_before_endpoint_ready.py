"""chk.before-endpoint-ready: runs that go on before the managed system can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.checkpoint.waiting import GONE, THERE, Kept, go_on, keep, result

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Node, Stage
    from suites.checkpoint.waiting import Result


@check("chk.before-endpoint-ready")
def test_before_endpoint_ready(stage: Stage, judge: Judge) -> None:
    """Restart with two waiting runs; one goes on while nobody answers, the other one later."""
    _ = stage.proxy
    node = remote_node(stage)
    if node is None:
        judge.not_exercised("no object of the inventory needs the managed system to be found")
    early, late = keep(stage, node), keep(stage, node)
    with stage.profile("refused"):
        stage.restart_host()
        before = go_on(early)
    judge.covered("runs that went on too early")
    if before.timed_out:
        before = result(early)
    report_early(judge, early, before)
    after = go_on(late)
    judge.covered("runs that went on later")
    if after.seen != THERE:
        judge.fail(
            "objects are not found although the managed system can be reached again",
            where=late.where,
            expected="the run finds its object",
            seen=told(after),
        )


def remote_node(stage: Stage) -> Node | None:
    """The first object whose find asks the managed system, of each type one is tried."""
    tried = set()
    for node in stage.inventory.nodes:
        if node.id and node.type not in tried:
            tried.add(node.type)
            before = stage.proxy.counters
            stage.find(node.type, node.id)
            if (stage.proxy.counters - before).requests:
                return node
    return None


def report_early(judge: Judge, kept: Kept, before: Result) -> None:
    """A run that is too early may wait, or fail with words; its object is not gone."""
    if before.timed_out:
        judge.fail(
            "a run that went on too early does not end",
            where=kept.where,
            expected="it waits for the managed system, and goes on then",
        )
    elif before.seen == GONE:
        judge.fail(
            "a run is told that its object is gone, while nobody can know",
            where=kept.where,
            expected="an error, or the object",
            seen="null",
        )
    elif before.error and not before.speaks:
        judge.fail(
            "a run that went on too early fails without a message",
            where=kept.where,
            expected="an error that says what cannot be reached",
            seen=before.error,
        )


def told(result: Result) -> str:
    """A result in words."""
    if result.timed_out:
        return "the run does not end"
    return result.error or f"the script sees: {result.seen or 'nothing'}"
