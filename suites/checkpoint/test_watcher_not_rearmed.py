"""chk.watcher-not-rearmed: after a restart the plug-in does not tell what a run waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.events.declared import waits_for_events
from suites.events.listening import change, latest, patience, settle, targets, wait

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, Node, Stage

CONTROL: Final = "before-restart"
AGAIN: Final = "after-restart"


@check("chk.watcher-not-rearmed")
def test_watcher_not_rearmed(stage: Stage, judge: Judge) -> None:
    """Let watchers hear a change; then restart, add them again, and let another one happen.

    Adding them again is the first that a plug-in hears after the restart, as when runs that wait
    are resumed.
    """
    if not waits_for_events(stage.facts.descriptor):
        judge.not_exercised("no finder declares events, and no method gives a trigger")
    objects = targets(stage)
    if not heard(stage, add(stage, objects, CONTROL)):
        judge.not_exercised(
            "no watcher hears of a change, even without a restart", ReasonCode.NOTHING_COVERED
        )
    stay = [node for node in objects if stage.find(node.type, node.id).found]
    add(stage, stay, AGAIN)
    stage.restart_host()
    counts = heard(stage, add(stage, stay, AGAIN))
    judge.covered("watchers added again after a restart", len(stay))
    if not counts:
        judge.fail(
            "watchers that are added again after a restart hear nothing",
            where="addWatcher",
            expected="pushWatcherEvent after a change of the managed system, as before the restart",
            seen=f"none of {len(stay)} watchers was told",
        )
    for watcher, count in repeated(counts):
        judge.fail(
            "a watcher that is added again after a restart is told twice",
            where="pushWatcherEvent",
            expected="one push ends the wait",
            seen=f"{count} pushes to {watcher}",
        )


def add(stage: Stage, objects: Iterable[Node], kind: str) -> tuple[str, ...]:
    """Add a watcher for each object; the names of those that were taken."""
    api = stage.client.events
    named = {f"{kind}:{number}": node for number, node in enumerate(objects)}
    return tuple(
        name for name, node in named.items() if api.watch(stage.plugin, name, node.type, node.id).ok
    )


def heard(stage: Stage, watchers: tuple[str, ...]) -> dict[str, int]:
    """Let something happen; how often each watcher was told of it. All are removed then."""
    wait(stage, settle(stage))
    start = latest(stage)
    change(stage)
    stage.clock.wait_until(lambda: bool(_told(stage, start, watchers)), patience(stage))
    wait(stage, settle(stage) / 2)
    counts = _told(stage, start, watchers)
    for watcher in watchers:
        stage.client.events.unwatch(stage.plugin, watcher)
    return counts


def _told(stage: Stage, since: int, watchers: tuple[str, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in stage.observations("watcher-event"):
        watcher = str(item.facts.get("watcher"))
        if item.seq > since and watcher in watchers:
            counts[watcher] = counts.get(watcher, 0) + 1
    return counts


def repeated(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Watchers that were told more than once of one change."""
    return tuple((watcher, count) for watcher, count in counts.items() if count > 1)
