"""con.unbounded-pool: threads are made for every call, and stay."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from harness.pytest_plugin import check, grows_with_dose, rises_steadily, slope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, ObservedThread, Stage

_ROUNDS = 12


@check("con.unbounded-pool")
def test_unbounded_pool(stage: Stage, judge: Judge) -> None:
    """Read the inventory again and again; count threads of the plug-in after each round (M1)."""
    if not stage.inventory.nodes:
        judge.not_exercised("the inventory is empty, so that there is nothing to ask for")
    seen = stage.repeat(_ROUNDS, lambda _: read(stage), lambda: threads(stage))
    counts = [len(each) for each in seen]
    judge.covered("rounds of calls", len(counts))
    pool = stage.case.claims.pool_size
    if rises_steadily(counts) and grows_with_dose(counts, slack=pool):
        judge.fail(
            "threads follow the calls",
            where=starter(seen[-1]),
            expected=f"one pool with a limit, at most {pool} threads (claims.pool_size)",
            seen=f"{slope(counts):.1f} threads more after each round, {counts[-1]} at the end",
            evidence={"threads": counts, "names": [each.name for each in seen[-1][:10]]},
        )


def read(stage: Stage) -> None:
    """One round of calls."""
    for node in {node.type: node for node in stage.walk().nodes}.values():
        stage.find(node.type, node.id)


def threads(stage: Stage) -> tuple[ObservedThread, ...]:
    """Live threads of the plug-in."""
    return stage.observer.threads().of(stage.plugin)


def starter(threads: Iterable[ObservedThread]) -> str:
    """Where most of them were started."""
    frames = Counter(
        each.starter.plugin_frame or each.starter.stack[0]
        for each in threads
        if each.starter is not None and each.starter.stack
    )
    return frames.most_common(1)[0][0] if frames else "unknown"
