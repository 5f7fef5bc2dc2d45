"""inv.n-plus-one: listing children costs a remote call for each of them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import Effect
from harness.pytest_plugin import check
from suites.inventory.questions import Question, ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from harness.pytest_plugin import Branch, Judge, Stage

_SIZES: Final = 3
"""A line through fewer points would say nothing."""
_MOST: Final = 5


class Expanded(NamedTuple):
    """How many children an object has, and what listing them cost."""

    children: int
    requests: int


@check("inv.n-plus-one")
def test_n_plus_one(stage: Stage, judge: Judge) -> None:
    """Expand objects with different numbers of children, and count remote calls."""
    proxy = stage.proxy
    client = stage.session("n-plus-one")
    for (type_name, relation), questions in of_different_sizes(stage.inventory.branches):
        points = []
        for question in questions:
            before = proxy.counters
            given = ask(stage, question, client)
            if not given.error:
                requests = (proxy.counters - before).requests
                points.append(Expanded(len(given.objects), requests))
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


def of_different_sizes(
    branches: Iterable[Branch],
) -> Iterator[tuple[tuple[str, str], list[Question]]]:
    """Pick, for each relation, one object of each number of children, if there are enough."""
    found: dict[tuple[str, str], dict[int, Question]] = {}
    for branch in branches:
        if branch.parent is not None and not branch.error:
            question = Question("findRelation", *branch.parent, branch.relation)
            sizes = found.setdefault((branch.parent[0], branch.relation), {})
            sizes.setdefault(len(branch.nodes), question)
    for key, sizes in found.items():
        if len(sizes) >= _SIZES:
            yield key, [sizes[size] for size in sorted(sizes)[-_MOST:]]


def judged(points: Sequence[Expanded]) -> Effect | None:
    """Judge: a call more with every child is exact, with most of them a doubt."""
    pairs = combinations(sorted(points), 2)
    rates = [
        (large.requests - small.requests) / (large.children - small.children)
        for small, large in pairs
        if large.children > small.children
    ]
    if len({each.children for each in points}) < _SIZES:
        return None
    if all(rate >= 1 for rate in rates):
        return Effect.FAIL
    return Effect.WARN if sorted(rates)[len(rates) // 2] >= 1 else None
