"""res.fd-leak: files or streams are not closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check, grows_with_dose, slope
from suites.resources.growing import follows
from suites.resources.soak import reading

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("res.fd-leak")
def test_fd_leak(stage: Stage, judge: Judge) -> None:
    """Read the inventory again and again; count what is open after each round."""
    seen, slack = reading(stage), stage.case.claims.pool_size
    judge.covered("calls", seen.calls * len(seen.descriptors))
    if not grows_with_dose(seen.descriptors, slack=slack):
        return
    if follows(seen.descriptors, reading(stage.control).descriptors, slack=slack):
        judge.fail(
            "open files follow the calls",
            where="read methods",
            expected="every file, stream and connection closed, or kept in a pool",
            seen=f"{slope(seen.descriptors):.1f} more after each round of {seen.calls} calls",
            evidence={"descriptors": list(seen.descriptors), "files": stage_files(stage)},
        )


def stage_files(stage: Stage) -> list[str]:
    """What is open now, the last opened first."""
    return list(reversed(stage.observer.process().files))[:10]
