"""res.connect-no-timeout: a managed system that never answers holds workflows for ever."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.resources.waiting import endless, wait_for_all

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_PROFILES: Final = ("black-hole", "half-open")
_LOOK_S: Final = 20.0
"""After so long the stacks are looked at: a read without a limit is known by its frames."""
_LONG_S: Final = 60.0
"""Undocumented: longer is a doubt."""
_MORE: Final = 1.5
"""Of a timeout that the case declares."""


@check("res.connect-no-timeout")
def test_connect_no_timeout(own_stage: Stage, judge: Judge) -> None:
    """Start every workflow of the case at once against a system that never answers."""
    own_stage.install()
    own_stage.configure()
    for profile in _PROFILES:
        if judge.failing:
            break
        against(profile, own_stage, judge)


def against(profile: str, stage: Stage, judge: Judge) -> None:
    """Judge how the workflows end while a profile is in force."""
    found = [stage.prepare(entry) for entry in stage.case.workflow]
    launches = [each for each in found if each is not None]
    if not launches:
        judge.not_exercised("the case has no workflow that can be run", ReasonCode.NEED_MISSING)
    declared, before = stage.case.claims.timeout_seconds, stage.proxy.counters
    with stage.profile(profile):
        begin = time.monotonic()
        for launch in launches:
            launch.start()
        late = wait_for_all(stage, launches, declared * _MORE or _LOOK_S)
        stacks = endless(stage.observer.threads().threads)
        if late and not declared and not stacks:
            late = wait_for_all(stage, late, _LONG_S)
        seconds = time.monotonic() - begin
        late_titles = [launch.entry.title for launch in late]
    if not (stage.proxy.counters - before).faults:
        return  # nothing went there
    judge.covered(f"workflows against {profile}", len(launches))
    if late and (declared or stacks):
        judge.fail(
            "a workflow waits for ever for a system that does not answer",
            where=", ".join(late_titles[:3]),
            expected=f"an end within {declared * _MORE:g} s" if declared else "a time limit",
            seen=f"{len(late)} of {len(launches)} go on after {seconds:.0f} s against {profile}",
            evidence={"stacks": stacks[:3]},
        )
    elif not declared:
        judge.measure("workflow", seconds, "s", _LONG_S, documented=False, where=profile)
    wait_for_all(stage, launches, _LONG_S)
