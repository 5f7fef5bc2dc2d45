"""con.declares-false: the plug-in forbids calls at the same time, and all users wait."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Node, Stage

_USERS: Final = 4
_PROFILE: Final = "200ms"
_SLOWER: Final = 2.5


@check("con.declares-false")
def test_declares_false(stage: Stage, judge: Judge) -> None:
    """Compare four users with one, on a link where each answer takes a while."""
    if all(source.concurrent_call for source in stage.facts.descriptor.datasources):
        judge.not_exercised("every datasource allows calls at the same time")
    node = remote_node(stage)
    if node is None:
        judge.not_exercised("no call to find() asks the managed system")
    for user in range(_USERS):
        stage.session(f"user{user}")
    with stage.profile(_PROFILE):
        alone = stage.clock.time(lambda: ask(stage, node, 1)).seconds
        together = stage.clock.time(lambda: ask(stage, node, _USERS)).seconds
    judge.covered("users at the same time", _USERS)
    if together > _SLOWER * alone:
        judge.warn(
            "all users wait for one call, because the descriptor forbids calls at the same time",
            where="finder-datasource, concurrent-call",
            expected="calls of several users at the same time",
            seen=f"{_USERS} users take {together:.1f} s, one takes {alone:.1f} s",
        )


def remote_node(stage: Stage) -> Node | None:
    """An object for which the managed system is asked."""
    for node in {each.type: each for each in stage.inventory.nodes}.values():
        before = stage.proxy.counters.requests
        stage.find(node.type, node.id)
        if stage.proxy.counters.requests > before:
            return node
    return None


def ask(stage: Stage, node: Node, users: int) -> None:
    """Let some users look an object up at the same time."""

    def find(user: int) -> None:
        stage.session(f"user{user}").catalog.get(stage.plugin, node.type, node.id)

    threads = [threading.Thread(target=find, args=(user,)) for user in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
