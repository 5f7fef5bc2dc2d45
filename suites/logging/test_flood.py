"""log.flood: the plug-in writes more than anybody can keep, when idle or for each call."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.logging.lines import logged_during

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_IDLE_S: Final = 2.0
_HOUR_S: Final = 3600
_PER_HOUR: Final = 1 << 20
_PER_CALL: Final = 100


@check("log.flood")
def test_flood(stage: Stage, judge: Judge) -> None:
    """Count what is written while nothing is asked, and for each call of one reading."""
    seconds = stage.soak(1) * _IDLE_S
    idle = logged_during(stage, lambda: stage.clock.wait_until(lambda: False, seconds))
    written = sum(len(str(line)) for line in idle)
    judge.measure(
        "log when idle", written * _HOUR_S / seconds, "bytes/h", _PER_HOUR, documented=False
    )
    calls = Counter(
        str(line.get("call")) for line in logged_during(stage, stage.walk) if line.get("call")
    )
    if not calls:
        return
    judge.covered("calls that logged something", len(calls))
    call, most = calls.most_common(1)[0]
    known = {item.call: item.facts for item in stage.observations("call")}
    facts = known.get(call, {})
    where = f"{facts.get('method', call)} {facts.get('args', '')}".strip()
    judge.measure("lines of one call", most, "lines", _PER_CALL, documented=False, where=where)
