"""evt.watcher-leak: watchers that were removed stay in the plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.events.cycling import two_rounds

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("evt.watcher-leak")
def test_watcher_leak(stage: Stage, judge: Judge) -> None:
    """Add and remove watchers in two rounds; count what each one leaves."""
    rounds = two_rounds(stage)
    judge.covered("watchers added and removed", rounds.total)
    for what in rounds.left():
        judge.fail(
            "watchers that were removed stay in the plug-in",
            where="removeWatcher",
            expected="nothing is left of a watcher that was removed",
            seen=f"{what} are left of two rounds of {rounds.size}, after a garbage collection",
        )
