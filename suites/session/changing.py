"""How the case changes, removes and adds again what the plug-in is connected to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harness.checks import ReasonCode
from suites.session.reaching import given_by

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage, WorkflowEntry


def updates(case_workflows: tuple[WorkflowEntry, ...]) -> tuple[WorkflowEntry, ...]:
    """Runs of the case that tell an object of the plug-in a new address, and that must succeed."""
    return tuple(
        entry
        for entry in case_workflows
        if entry.expect.state == "completed"
        and "{port}" in str(entry.inputs)
        and any(is_object(value) for value in entry.inputs.values())
    )


def is_object(value: Any) -> bool:
    """Whether an input is an object of the plug-in."""
    return isinstance(value, dict) and "type" in value


def updating(stage: Stage) -> tuple[WorkflowEntry, ...]:
    """Runs after which everything must work as before: an update, else configuring once more.

    The latter may as well make a second connection beside the first.
    """
    found = updates(stage.case.workflow)[:1]
    if found or stage.case.cleanup:
        return found
    return tuple(entry for entry in stage.case.configure if "{port}" in str(entry.inputs))


def failures(stage: Stage, entries: tuple[WorkflowEntry, ...], **system: Any) -> tuple[str, ...]:
    """Run workflows of the case; what went wrong, by title."""
    ran = [(entry.title, given_by(stage.run_workflow(entry, **system))) for entry in entries]
    return tuple(f"{title}: {given.error}" for title, given in ran if given.error)


def require(stage: Stage, judge: Judge, entries: tuple[WorkflowEntry, ...], **system: Any) -> None:
    """Run workflows of the case without which the check has nothing to look at.

    That they fail is for ``wf.unexpected-result`` to judge.

    Raises:
        NotExercisedError: One fails.
    """
    found = failures(stage, entries, **system)
    stage.forget_inventory()
    for failure in found:
        judge.not_exercised(failure, ReasonCode.NEED_MISSING)
