"""res.heap-per-call: the heap grows with every call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check, slope
from suites.resources.growing import held_classes, leaks_heap
from suites.resources.soak import reading

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("res.heap-per-call")
def test_heap_per_call(stage: Stage, judge: Judge) -> None:
    """Read the inventory again and again; look at the heap after each round (M3)."""
    seen = reading(stage)
    judge.covered("calls", seen.calls * len(seen.heap))
    held = list(held_classes(seen.instances))
    if not leaks_heap(stage, seen):
        return
    report = judge.fail if held else judge.warn
    report(
        "the heap grows with every round of the same calls",
        where=held[0][0] if held else "the heap",
        expected="the same heap after the same calls",
        seen=f"{slope(seen.heap) / 1024:.0f} KiB more after each round of {seen.calls} calls",
        evidence={"heap": list(seen.heap), "classes": dict(held[:5])},
    )
