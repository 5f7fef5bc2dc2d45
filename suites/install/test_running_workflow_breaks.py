"""upg.running-workflow-breaks: a run that waited during an upgrade cannot go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import CannotJudgeError, Waited, answered, begin_waiting, check

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage, Upgrade

_WAITING = "waiting"
_COMPLETED = "completed"


@check("upg.running-workflow-breaks")
def test_running_workflow_breaks(upgrade: Upgrade, judge: Judge) -> None:
    """Answer a run that waits since before the upgrade, with an object in its variable."""
    upgrade.require_started()
    waited = upgrade.waited
    if waited is None:
        judge.not_exercised("the earlier release shows no object that a workflow could keep")
    judge.covered("run that waited during the upgrade")
    if problem := broken(waited):
        if control := control_breaks(upgrade.stage.control):
            raise CannotJudgeError(f"the same breaks with the null plug-in: {control}")
        judge.fail(
            "a run that waited during the upgrade cannot go on",
            where=f"{waited.node.type}/{waited.node.id}",
            expected="it is completed when it is answered",
            seen=problem,
        )


def broken(waited: Waited) -> str:
    """Why a run did not go on; empty when it did.

    One that did not even wait before the upgrade tells nothing about the new release.

    Raises:
        CannotJudgeError: It did not wait.
    """
    before, after = waited.before.document, waited.after.document
    if before.state != _WAITING:
        raise CannotJudgeError(f"the run did not wait under the earlier release: {before.state}")
    if waited.after.timed_out:
        return "it does not end"
    if after.state != _COMPLETED:
        return f"{after.state}: {after.content_exception or 'without a message'}"
    return ""


def control_breaks(control: Stage) -> str:
    """Do the same with the null plug-in (M0)."""
    node = next(iter(control.inventory.nodes))
    run = begin_waiting(control, node)
    before = run.settle()
    control.install()
    found = Waited(node=node, before=before, after=answered(run))
    return broken(found)
