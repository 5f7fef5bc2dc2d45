"""inst.load-failed: the plug-in is installed, but does not start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.checks import ReasonCode
from harness.pytest_plugin import PluginNotLoadedError, check, describe_exception

if TYPE_CHECKING:
    from harness.pytest_plugin import FreshStage, Judge


@check("inst.load-failed")
def test_load_failed(fresh_stage: FreshStage, judge: Judge) -> None:
    """Install on a fresh server, and ask a host that tells which phase of the start failed."""
    problem = fresh_stage.try_install()
    judge.covered("installation")
    failures = fresh_stage.observations("plugin-load-failed") if fresh_stage.simulated else ()
    for failure in failures:
        judge.fail(
            "the plug-in does not start",
            where=f"start-up phase {failure.facts.get('phase')}",
            expected="every phase of the start-up ends without an exception",
            seen=describe_exception(failure.facts.get("exception")),
            evidence={"exception": failure.facts.get("exception")},
        )
    if problem is not None and not failures:
        judge_other(judge, problem)


def judge_other(judge: Judge, problem: PluginNotLoadedError) -> None:
    """File what kept the plug-in from starting when no phase says so."""
    if problem.refused:
        judge.not_exercised(problem.reason, ReasonCode.PLUGIN_NOT_LOADED)
    judge.fail("the plug-in does not start", where="installation", seen=problem.reason)
