"""inv.n-plus-one: listing children costs a remote call for each of them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from harness.checks import Effect
from harness.pytest_plugin import check
from suites.inventory.expanding import SIZES, expanded, of_different_sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.pytest_plugin import Judge, Stage
    from suites.inventory.expanding import Expanded


@check("inv.n-plus-one")
def test_n_plus_one(stage: Stage, judge: Judge) -> None:
    """Expand objects with different numbers of children, and count remote calls."""
    _ = stage.proxy
    client = stage.session("n-plus-one")
    for (type_name, relation), questions in of_different_sizes(stage.inventory.branches):
        points = list(expanded(stage, client, questions))
        judge.covered("expanded objects", len(points))
        effect = judged(points)
        if effect is not None:
            report = judge.fail if effect is Effect.FAIL else judge.warn
            report(
                f"listing {relation} of {type_name} costs a remote call for each child",
                where=f"findRelation({type_name}, {relation})",
                expected="a number of remote calls that does not follow the number of children",
                seen=", ".join(f"{each.requests} for {each.children}" for each in points),
                evidence={"points": [each._asdict() for each in points]},
            )


def judged(points: Sequence[Expanded]) -> Effect | None:
    """Judge: a call more with every child is exact, with most of them a doubt."""
    pairs = combinations(sorted(points), 2)
    rates = [
        (large.requests - small.requests) / (large.children - small.children)
        for small, large in pairs
        if large.children > small.children
    ]
    if len({each.children for each in points}) < SIZES:
        return None
    if all(rate >= 1 for rate in rates):
        return Effect.FAIL
    return Effect.WARN if sorted(rates)[len(rates) // 2] >= 1 else None
