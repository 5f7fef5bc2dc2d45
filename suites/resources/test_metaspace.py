"""res.metaspace: classes are made with every call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check, rises_steadily, slope
from suites.resources.growing import follows
from suites.resources.soak import reading

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("res.metaspace")
def test_metaspace(stage: Stage, judge: Judge) -> None:
    """Read the inventory again and again; count classes after each round."""
    seen = reading(stage)
    judge.covered("calls", seen.calls * len(seen.loaded))
    if not rises_steadily(seen.loaded):
        return
    if follows(seen.loaded, reading(stage.control).loaded):
        judge.fail(
            "loaded classes follow the calls",
            where="read methods",
            expected="proxies, script engines and binding contexts made once and kept",
            seen=f"{slope(seen.loaded):.1f} more after each round of {seen.calls} calls",
            evidence={"classes": list(seen.loaded)},
        )
