"""scr.constructor-side-effect: making an object or reading a property changes something remote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.inventory.test_side_effect import (
    changes,
    exchanges_of,
    is_remote,
    read,
    readings_of,
    unsafe,
)
from suites.scripting.live import Reading, Subject, read_all, readings
from suites.scripting.round_trips import makeable

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("scr.constructor-side-effect")
def test_constructor_side_effect(stage: Stage, judge: Judge) -> None:
    """Make what can be made, read every attribute, and look what was written meanwhile."""
    sources = list(readings_of(stage.case))
    if stage.system is None or not sources:
        judge.not_exercised(
            "the case does not say how to see writes: backend.writes, or effects of workflows",
            ReasonCode.NEED_MISSING if is_remote(stage) else ReasonCode.NOT_APPLICABLE,
        )
    attributes = [each for each in readings(stage) if each.kind == "attribute"]
    made = [
        Reading(Subject(name, "{}", ()), name, "constructor", name, f"(new {name}(), true)")
        for name in makeable(stage)
    ]
    if not attributes and not made:
        judge.not_exercised("there is nothing to make and nothing to read")
    moving, before = read(stage, sources), read(stage, sources)
    still = {source for source in before if before[source] == moving.get(source)}
    for what, group in (("a constructor", made), ("an attribute", attributes)):
        done = len(exchanges_of(stage))
        seen = read_all(stage, judge, group)
        judge.covered(f"uses of {what}", len(seen) if still else 0)
        after = read(stage, sources)
        for each in changes(before, after, still):
            judge.fail(
                f"{what} changes the managed system",
                where=", ".join(dict.fromkeys(reading.where for reading in group))[:300],
                expected=f"{each.source} = {each.before!r}",
                seen=repr(each.after),
                evidence={"requests": list(unsafe(exchanges_of(stage)[done:]))},
            )
        before = after
