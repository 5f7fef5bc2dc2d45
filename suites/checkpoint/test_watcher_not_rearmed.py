"""chk.watcher-not-rearmed: after a restart the plug-in does not tell what a run waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.events.declared import waits_for_events
from suites.events.listening import change, latest, patience, settle, targets, wait

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, Node, Stage

CONTROL: Final = "before-restart"
AGAIN: Final = "after-restart"
TRIES: Final = 3
"""Changes before nobody is said to hear of them: on a busy machine one comes too early."""


class Heard(NamedTuple):
    """How often each watcher was told, and of how many changes."""

    counts: dict[str, int]
    changes: int


@check("chk.watcher-not-rearmed")
def test_watcher_not_rearmed(stage: Stage, judge: Judge) -> None:
    """Let watchers hear a change; then restart, add them again, and let another one happen.

    Adding them again is the first that a plug-in hears after the restart, as when runs that wait
    are resumed.
    """
    if not waits_for_events(stage.facts.descriptor):
        judge.not_exercised("no finder declares events, and no method gives a trigger")
    objects = targets(stage)
    if not heard(stage, add(stage, objects, CONTROL)).counts:
        judge.not_exercised(
            "no watcher hears of a change, even without a restart", ReasonCode.NOTHING_COVERED
        )
    stay = [node for node in objects if stage.find(node.type, node.id).found]
    add(stage, stay, AGAIN)
    stage.restart_host()
    again = heard(stage, add(stage, stay, AGAIN))
    judge.covered("watchers added again after a restart", len(stay))
    if not again.counts:
        judge.fail(
            "watchers that are added again after a restart hear nothing",
            where="addWatcher",
            expected="pushWatcherEvent after a change of the managed system, as before the restart",
            seen=f"none of {len(stay)} watchers was told of {again.changes} changes",
        )
    for watcher, count in repeated(again):
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


def heard(stage: Stage, watchers: tuple[str, ...]) -> Heard:
    """Let something happen, again when nobody hears of it. All watchers are removed then."""
    wait(stage, settle(stage))
    start, changes = latest(stage), 0
    counts: dict[str, int] = {}
    while not counts and changes < TRIES:
        change(stage)
        changes += 1
        stage.clock.wait_until(lambda: bool(_told(stage, start, watchers)), patience(stage))
        wait(stage, settle(stage) / 2)
        counts = _told(stage, start, watchers)
    for watcher in watchers:
        stage.client.events.unwatch(stage.plugin, watcher)
    return Heard(counts, changes)


def _told(stage: Stage, since: int, watchers: tuple[str, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in stage.observations("watcher-event"):
        watcher = str(item.facts.get("watcher"))
        if item.seq > since and watcher in watchers:
            counts[watcher] = counts.get(watcher, 0) + 1
    return counts


def repeated(heard: Heard) -> tuple[tuple[str, int], ...]:
    """Watchers that were told more often than something happened."""
    return tuple(each for each in heard.counts.items() if each[1] > heard.changes)
