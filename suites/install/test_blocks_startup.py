"""inst.blocks-startup: the server waits for the plug-in, which waits for something else."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from harness.pytest_plugin import NothingRemoteError, check
from suites.install.stored import with_endpoints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, Stage

_SLOWER: float = 5.0
"""Seconds beyond the null plug-in from which the check warns; uncalibrated."""
_LOAD = "plugin.load"
_BLACK_HOLE = "black-hole"


@check("inst.blocks-startup")
def test_blocks_startup(stage: Stage, judge: Judge) -> None:
    """Start it again with its endpoints stored while the managed system takes and never answers."""
    with_endpoints(stage, judge)
    with contextlib.ExitStack() as faults:
        way = hide(stage, faults)
        seen = len(stage.observations("call", "call-hung"))
        stage.restart_host()
        judge.covered(f"start with {way}")
        last = start_of(item.facts for item in stage.observations("call", "call-hung")[seen:])
    if last is None:
        judge.not_exercised("the server does not tell when it loads plug-ins")
    seconds, limit = last.get("ms", 0) / 1000, stage.case.deadlines.start
    if last.get("outcome") in ("deadline", "died") or seconds > limit or "limitMs" in last:
        judge.fail(
            "the plug-in does not finish its start while its managed system does not answer",
            where="start-up, up to setPluginPublisher",
            expected=f"within {limit:g} s: connections are made at the first request",
            seen=f"not finished after {max(seconds, limit):g} s",
            evidence={"stack": last.get("stack"), "call": last.get("call")},
        )
    elif seconds > stage.clock.scaled(_SLOWER):
        control = start_of(item.facts for item in stage.control.observations("call"))
        allowed = (control or {}).get("ms", 0) / 1000 + stage.clock.scaled(_SLOWER)
        judge.measure("start", seconds, "s", allowed, documented=False, where="plugin.load")


def hide(stage: Stage, faults: contextlib.ExitStack) -> str:
    """Let the managed system fall silent if there is one, until the end; say what there is."""
    try:
        silent = stage.profile(_BLACK_HOLE)
    except NothingRemoteError:
        return "nothing remote"
    faults.callback(stage.restart_host)
    faults.enter_context(silent)
    return "a managed system that does not answer"


def start_of(calls: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """The last call that loads a plug-in."""
    loads = [call for call in calls if call.get("method") == _LOAD]
    return loads[-1] if loads else None
