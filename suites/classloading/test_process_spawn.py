"""cl.process-spawn: the plug-in starts processes of the operating system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.classloading.code import judge_code
from suites.deeds import deeds_of, exercise, of

if TYPE_CHECKING:
    from harness.pytest_plugin import Inspection, Judge, Stage


@check("cl.process-spawn")
def test_process_spawn(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Use the plug-in, look at the processes it starts and at those that are still there."""
    exercise(stage, judge)
    for deed in of(deeds_of(stage), "process"):
        judge.fail(
            "the plug-in starts a process of the operating system",
            where=deed.frame,
            expected="Java; the product's container may not have the program",
            seen=deed.target,
            evidence=deed.evidence,
        )
    children = stage.observer.get("process").get("children") or ()
    for child in children if not judge.failing else ():
        judge.warn(
            "the JVM has a process that no code of the plug-in is known to have started",
            where=str(child.get("command")),
            seen=f"process {child.get('pid')}",
        )
    judge_code(judge, inspection)
