"""uninst.event-after-stop: the plug-in calls back after it was told to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harness.pytest_plugin import check
from suites.install.gone import gone_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage

_LATE = "handler-after-session"
_PUSHES = ("watcher-event", "policy-event")


@check("uninst.event-after-stop")
def test_event_after_stop(stage: Stage, judge: Judge) -> None:
    """Close sessions and remove the plug-in, and see what it says after that."""
    gone = gone_from(stage, judge)
    for facts, seen in late(gone.noticed, gone.unloaded):
        judge.fail(
            "the plug-in calls the server after it was told to stop",
            where=str(facts.get("pluginFrame") or facts.get("method") or facts.get("service")),
            expected="nothing after uninstallPluginFactory has returned",
            seen=seen,
            evidence={"stack": facts.get("stack"), "call": facts.get("call")},
        )


def late(noticed: Iterable[dict[str, Any]], unloaded: int) -> Iterator[tuple[dict[str, Any], str]]:
    """Notifications of closed sessions, and every push or service call of a removed plug-in.

    What it says while it is being told is in time.
    """
    for facts in noticed:
        kind = facts.get("kind")
        if kind == "violation" and facts.get("rule") == _LATE:
            yield facts, str(facts.get("detail"))
        elif kind in _PUSHES and facts.get("registered") is False and facts["seq"] > unloaded:
            yield facts, f"{kind} of {facts.get('watcher') or facts.get('id')}"
