"""cl.classpath-scan: the plug-in reads its whole class path when it starts."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from harness.pytest_plugin import check
from suites.deeds import deeds_of, of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Inspection, Judge, Stage
    from suites.deeds import Deed

_SHARE: Final = 0.2
_FEW: Final = 3
"""Fewer archives than this tell nothing: many plug-ins read their own manifest."""
_SLOWER: Final = 3.0
"""Seconds."""
_LOAD: Final = "plugin.load"


@check("cl.classpath-scan")
def test_classpath_scan(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Look at the archives that the plug-in opens while it starts, and at the time it takes."""
    starts = [item.facts for item in stage.observations("call") if of_load(item.facts)]
    judge.covered("start of the plug-in", len(starts))
    calls = {str(each.get("call")) for each in starts}
    opened = archives(deed for deed in of(deeds_of(stage), "file") if deed.call in calls)
    judge_share(judge, opened, jars_of(inspection, stage.plugin))
    seconds = slowest(starts)
    if seconds > _SLOWER:
        control = slowest(
            item.facts for item in stage.control.observations("call") if of_load(item.facts)
        )
        judge.measure(
            "start of the plug-in", seconds - control, "s", _SLOWER, documented=False, where=_LOAD
        )


def judge_share(judge: Judge, opened: dict[str, Deed], known: int) -> None:
    """Warn about archives that were opened one after the other."""
    share = len(opened) / known if known else 1.0
    if len(opened) < _FEW or share <= _SHARE:
        return
    first = next(iter(opened.values()))
    judge.warn(
        "the plug-in opens one archive of the class path after the other while it starts",
        where=first.frame,
        expected=f"classes that are named, at most {_SHARE:.0%} of the archives",
        seen=f"{len(opened)} archives",
        evidence={"archives": sorted(opened), **first.evidence},
    )


def jars_of(inspection: Inspection, plugin: str) -> int:
    """How many archives the plug-in has itself."""
    dars = (dar for dar in inspection.artifact.dars if dar.descriptor is not None)
    return sum(len(dar.jars) for dar in dars if dar.descriptor and dar.descriptor.name == plugin)


def archives(done: Iterable[Deed]) -> dict[str, Deed]:
    """Archives that were read, by name."""
    found: dict[str, Deed] = {}
    for deed in done:
        path = PurePath(deed.target)
        if deed.how == "read" and path.suffix == ".jar":
            found.setdefault(path.name, deed)
    return found


def of_load(call: dict[str, Any]) -> bool:
    """Whether a call started a plug-in."""
    return bool(call.get("method") == _LOAD)


def slowest(starts: Iterable[dict[str, Any]]) -> float:
    """Seconds of the slowest start; 0 without any."""
    return max((float(each.get("ms") or 0) / 1000 for each in starts), default=0.0)
