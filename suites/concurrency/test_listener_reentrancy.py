"""con.listener-reentrancy: the plug-in notifies the server while it holds a lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import check

if TYPE_CHECKING:
    from harness.pytest_plugin import ClassIndex, Inspection, Judge, Stage

_HUNG: Final = "reentrancy-hung"


@check("con.listener-reentrancy")
def test_listener_reentrancy(own_stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Answer every notification with calls into the plug-in before it returns."""
    own_stage.install()
    with own_stage.observer.callbacks():
        own_stage.configure()
        for entry in own_stage.case.workflow:
            if own_stage.observations(_HUNG) or own_stage.lost():
                break  # each further one would take its time
            own_stage.run_workflow(entry)
        hung = own_stage.observations(_HUNG)
    answered = own_stage.observations("notification")
    if not answered:
        judge.not_exercised(*silence(inspection.classes))
    judge.covered("notifications that were answered with calls", len(answered))
    for item in hung[:1]:
        stack = item.facts.get("stack") or ()
        judge.fail(
            "a call that answers a notification waits for a lock of whoever notifies",
            where=f"{item.facts.get('method')} of {item.facts.get('type')}",
            expected="notifications without a lock, because the server asks at once what changed",
            seen=f"find({item.facts.get('type')}) did not end while the notification waited",
            evidence={"stack": list(stack)[:15], "dump": str(item.facts.get("dump"))[:4000]},
        )


def silence(index: ClassIndex | None) -> tuple[str, ReasonCode]:
    """Why there was no notification, as far as the class files tell."""
    if index is not None and not index.notifies:
        return "the code never notifies the server", ReasonCode.NOT_APPLICABLE
    return "no workflow of the case makes it notify", ReasonCode.NOTHING_COVERED
