"""evt.declared-not-fired: declared triggers and gauges are never pushed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.events.listening import declared, patience, patient
from suites.events.publishing import story

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage
    from suites.events.publishing import Story


@check("evt.declared-not-fired")
def test_declared_not_fired(stage: Stage, judge: Judge) -> None:
    """Register publishers, change the managed system, and listen."""
    known, told = declared(stage), story(stage)
    judge.covered("objects with a publisher", told.objects)
    for where, message in told.refused.items():
        judge.fail(
            "a publisher of a type with declared events is refused",
            where=f"registerEventPublisher({where})",
            expected="a publisher is taken and hears of the object",
            seen=message,
        )
    names = {(each.type, each.name) for each in told.all}
    silent = [f"{t}.{n}" for t, each in known.items() for n in each.names if (t, n) not in names]
    if names and silent:
        judge.note(
            "declared events that the change of the managed system did not cause",
            seen=", ".join(silent),
        )
    elif not names and not told.refused and patient(stage):
        _nothing(judge, told, silent, patience(stage))


def _nothing(judge: Judge, told: Story, silent: list[str], seconds: float) -> None:
    """Nothing came: sure where the plug-in does not even look."""
    looks = told.requests is None or told.requests or told.threads
    say = judge.warn if looks else judge.fail
    say(
        "declared events are never pushed",
        where="registerEventPublisher",
        expected=f"a push after a change of the managed system, of {', '.join(silent)}",
        seen=f"none in {seconds:g} s"
        + ("" if looks else ", and no request, connection or thread that could notice the change"),
        evidence={"requests": told.requests, "threads": told.threads, "objects": told.objects},
    )
