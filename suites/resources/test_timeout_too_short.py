"""res.timeout-too-short: a link that is slow, but works, is of no use to the plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Node, Stage

_CALLS: Final = 2


@check("res.timeout-too-short")
def test_timeout_too_short(stage: Stage, judge: Judge) -> None:
    """Look objects up while each answer takes two seconds."""
    failed, asked, nodes = [], 0, some_of_each(stage.inventory.nodes)
    with stage.profile("2s"):
        for node in nodes:
            before = stage.proxy.counters.requests
            lookup = stage.find(node.type, node.id)
            if stage.proxy.counters.requests == before:
                continue  # answered from memory
            asked += 1
            if lookup.error or lookup.found is None:
                failed.append((node, lookup.error))
            if asked == _CALLS:
                break
    judge.covered("calls with two seconds for each answer", asked)
    if failed:
        node, error = failed[0]
        judge.warn(
            "calls fail on a link that is slow",
            where=f"find({node.type})",
            expected="an answer, if it comes after two seconds",
            seen=f"{len(failed)} of {asked} calls failed: {error or 'no object'}",
        )


def some_of_each(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """One object of each type, the last types first: what is below needs more answers."""
    return tuple(reversed({node.type: node for node in nodes}.values()))
