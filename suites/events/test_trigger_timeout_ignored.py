"""evt.trigger-timeout-ignored: a watcher whose time is over stays and hears events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.events.waiting import TIMED, vigil

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_SOME = 2
"""One watcher may be remembered as the last one."""


@check("evt.trigger-timeout-ignored")
def test_trigger_timeout_ignored(stage: Stage, judge: Judge) -> None:
    """Add watchers that wait for two seconds, remove them then, and let something happen."""
    kept = vigil(stage)
    added = kept.added(TIMED)
    judge.covered("watchers with a timeout", added)
    if kept.late(TIMED):
        judge.fail(
            "events are pushed to watchers whose timeout is over",
            where="pushWatcherEvent",
            expected="no push after the timeout of the trigger and removeWatcher",
            seen=f"{len(kept.late(TIMED))} of {added} watchers told of a change that came later",
            evidence={"watchers": sorted(kept.late(TIMED))},
        )
    held = kept.left(TIMED)
    if len(held) >= max(_SOME, added / 2):
        judge.fail(
            "watchers whose timeout is over are kept",
            where="removeWatcher",
            expected="what belongs to a watcher is freed at its timeout",
            seen=f"{len(held)} of {added} are still referenced, after many others and a collection",
            evidence={"watchers": sorted(held)},
        )
