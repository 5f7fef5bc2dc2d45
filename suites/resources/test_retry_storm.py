"""res.retry-storm: a managed system that is overloaded is asked again and again."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from harness.pytest_plugin import Exchange, Judge, Stage

_MANY: Final = 5
"""Undocumented: requests of one kind for one call."""
_PAUSE_S: Final = 0.05
"""A shorter one is none."""
_GROWTH: Final = 1.5
"""The last pause against the first: a plug-in that gives the system time makes them longer."""


@check("res.retry-storm")
def test_retry_storm(stage: Stage, judge: Judge) -> None:
    """Make single calls while every answer is 503, and count requests of one kind.

    On other protocols connections are reset instead of answered.
    """
    nodes = {node.type: node for node in stage.inventory.nodes}
    with stage.profile("503"):
        for node in nodes.values():
            begin = len(stage.proxy.exchanges)
            stage.find(node.type, node.id)
            made = stage.proxy.exchanges[begin:]
            judge.covered("single calls to a system that is overloaded", bool(made))
            if judge.failing:
                break
            judge_call(judge, f"find({node.type})", made)


def judge_call(judge: Judge, where: str, made: Sequence[Exchange]) -> None:
    """Judge what one call asked for."""
    for request, times in repeated(made).items():
        if len(times) > _MANY and not backs_off(times):
            judge.fail(
                "an overloaded system is asked again and again, without a pause that grows",
                where=where,
                expected=f"at most {_MANY} attempts, or pauses that grow",
                seen=f"{len(times)} requests {request} for one call",
            )
            return
        judge.measure("attempts", len(times), "requests", _MANY, documented=False, where=where)


def repeated(made: Iterable[Exchange]) -> dict[str, list[float]]:
    """When each request was made, seconds, by method and path."""
    found = defaultdict(list)
    for exchange in made:
        found[f"{exchange.method} {exchange.path}".strip() or "of the plug-in"].append(exchange.at)
    return found


def backs_off(times: Sequence[float]) -> bool:
    """Whether the pauses between attempts grow."""
    pauses = [later - earlier for earlier, later in pairwise(times)]
    last = pauses[-1]
    return last >= _PAUSE_S and last > _GROWTH * pauses[0] and last == max(pauses)
