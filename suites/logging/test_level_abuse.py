"""log.level-abuse: what is normal is logged as an error, or an error is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.logging.lines import ERRORS, GRAVE, at, logged_during, shown
from suites.logging.outage import read_without_backend

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("log.level-abuse")
def test_level_abuse(stage: Stage, judge: Judge) -> None:
    """Read the inventory with nobody at the other end, then again when all is well."""
    outage = read_without_backend(stage)
    well = logged_during(stage, stage.walk)
    judge.covered("lines while all is well", len(well))
    for line in at(well, ERRORS)[:1]:
        judge.fail(
            "a line at ERROR although nothing is wrong",
            where=str(line.get("logger")),
            expected="INFO or lower while the managed system answers",
            seen=shown(line),
            evidence={"lines": len(at(well, ERRORS))},
        )
    if not outage.noticed:
        return
    judge.covered("lines while the managed system is out of reach", len(outage.lines))
    if not at(outage.lines, GRAVE):
        judge.fail(
            "an error leaves no line at WARN or above",
            where="inventory, with the managed system out of reach",
            expected="at least one line that somebody is to look at",
            seen=shown(outage.lines[-1]) if outage.lines else "no line at all",
            evidence={"lines": len(outage.lines)},
        )
