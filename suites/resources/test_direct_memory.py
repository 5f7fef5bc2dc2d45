"""res.direct-memory: memory outside of the heap grows with the calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check, heap_grows, rises_steadily, slope
from suites.resources.soak import reading

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("res.direct-memory")
def test_direct_memory(stage: Stage, judge: Judge) -> None:
    """Read the inventory again and again; look at buffers outside of the heap."""
    seen = reading(stage)
    judge.covered("calls", seen.calls * len(seen.direct))
    if not (rises_steadily(seen.direct) and heap_grows(seen.direct)):
        return
    if heap_grows(seen.direct, reading(stage.control).direct):
        judge.fail(
            "buffers outside of the heap follow the calls",
            where="read methods",
            expected="buffers that are reused or let go",
            seen=f"{slope(seen.direct) / 1024:.0f} KiB more after each round of {seen.calls} calls",
            evidence={"bytes": list(seen.direct)},
        )
