"""res.cache-unbounded: what was asked for once is kept, without a limit."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check, heap_grows, slope
from suites.resources.soak import soak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.pytest_plugin import Judge, Stage, Submission

_IDS: Final = 300
"""Ids of one round, each another; the catalogue's 100 000 take ``--soak`` and patience."""
_LENGTH: Final = 400


@check("res.cache-unbounded")
def test_cache_unbounded(stage: Stage, judge: Judge, submission: Submission) -> None:
    """Ask for more and more ids; the heap must stop growing."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    name, numbers = stage.finder_types[-1], count()
    before = {node.type: node.id for node in stage.inventory.nodes}.get(name, "")

    def ask() -> int:
        first = next(numbers) * _IDS
        source = asking(f"{stage.plugin}:{name}", f"{before}{submission.seed}", first)
        stage.mockvro.script(stage.plugin, source)
        return _IDS

    seen = soak(stage, ask)
    judge.covered("different ids", seen.calls * len(seen.heap))
    if still_growing(seen.heap):
        judge.fail(
            "the heap grows with every id that was asked for, and does not stop",
            where=f"find({name})",
            expected="a cache with a limit in size or age",
            seen=f"{slope(last_third(seen.heap)) / 1024:.0f} KiB more after each {_IDS} ids, "
            "still at the end",
            evidence={"heap": list(seen.heap)},
        )


def asking(full: str, prefix: str, first: int) -> str:
    """A script that asks for many long ids, each of them new."""
    filler = "x" * _LENGTH
    start = json.dumps(f"{prefix}-{filler}-")
    find = f"Server.findForType({json.dumps(full)}, {start} + n);"
    return f"for (var n = {first}; n < {first + _IDS}; n++) {{ try {{ {find} }} catch (e) {{}} }}"


def last_third(values: Sequence[int]) -> Sequence[int]:
    """The end of a series."""
    return values[-max(2, len(values) // 3) :]


def still_growing(heap: Sequence[int]) -> bool:
    """Whether the heap grows over all rounds, and over the last third of them."""
    return heap_grows(heap) and heap_grows(last_third(heap))
