"""chk.find-after-delete: a run cannot go on after its object was deleted."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.checkpoint.waiting import GONE, go_on, keep
from suites.inventory.test_side_effect import is_remote

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage
    from suites.checkpoint.waiting import Kept, Result

MANY: Final = 20
"""Objects that runs keep, so that the one that is deleted is among them."""


@check("chk.find-after-delete")
def test_find_after_delete(own_stage: Stage, judge: Judge) -> None:
    """Keep objects in waiting runs, delete some at the managed system, and let those runs go on."""
    stage = own_stage
    backend = stage.case.backend
    if stage.system is None or backend is None or not backend.change:
        judge.not_exercised(
            "the case does not say how to delete something: backend.change",
            ReasonCode.NEED_MISSING if is_remote(stage) else ReasonCode.NOT_APPLICABLE,
        )
    stage.install()
    stage.configure()
    nodes = [node for node in stage.inventory.nodes if node.id]
    kept = [keep(stage, node) for node in islice(nodes, MANY)]
    stage.system.change()
    left = {node.key for node in stage.walk().nodes}
    deleted = [each for each in kept if each.node.key not in left]
    for each in deleted:
        judge.covered("runs whose object was deleted")
        report(judge, each, go_on(each))
    for each in kept:
        each.run.cancel()


def report(judge: Judge, kept: Kept, result: Result) -> None:
    """The script must see that the object is gone; nothing may end the run before that."""
    if result.timed_out:
        judge.fail("a run hangs because its object was deleted", where=kept.where)
    elif result.error:
        judge.fail(
            "a run fails because its object was deleted, before its script can see that",
            where=kept.where,
            expected="null, or an object that System.isNotFound() knows",
            seen=result.error,
        )
    elif result.seen != GONE:
        judge.note(  # how long a cache may remember is judged by inv.stale-cache
            "a run still sees an object that was deleted",
            where=kept.where,
            expected="null, or an object that System.isNotFound() knows",
            seen="an object",
        )
