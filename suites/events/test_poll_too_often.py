"""evt.poll-too-often: the managed system is asked more often than claimed."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.events.declared import events_of
from suites.events.judging import allowed, too_often
from suites.events.listening import listening, targets, wait

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_SETTLE_S: Final = 0.5
_INTERVALS: Final = 4
_LEAST_S: Final = 1.5
_MOST_S: Final = 12.0


@check("evt.poll-too-often")
def test_poll_too_often(stage: Stage, judge: Judge) -> None:
    """Leave the plug-in alone, with publishers if it declares events; count its requests."""
    claims = stage.case.claims
    claimed = [each for each in (claims.poll_seconds, claims.refresh_seconds) if each]
    interval = min(claimed, default=0.0)
    seconds = min(_MOST_S, max(_LEAST_S, _INTERVALS * interval))
    paths, lasted = _idle(stage, seconds)
    judge.covered("seconds without a call", round(lasted))
    if interval:
        for path, count in too_often(paths, lasted, interval).items():
            _fail(judge, path, f"{count} times in {lasted:.1f} s", allowed(lasted, interval))
    elif paths:
        judge.warn(
            "the managed system is polled, and the case claims no interval",
            where=paths[0],
            expected="no request while nothing happens, or claims.poll_seconds",
            seen=f"{len(paths)} requests in {lasted:.1f} s",
        )


def _fail(judge: Judge, path: str, seen: str, most: int) -> None:
    judge.fail(
        "the managed system is asked more often than claimed",
        where=path,
        expected=f"at most {most} times in that time (claims.poll_seconds)",
        seen=seen,
    )


def _idle(stage: Stage, seconds: float) -> tuple[tuple[str, ...], float]:
    """What is asked for while nobody calls, and how long that was watched."""
    proxy = stage.proxy
    hears = bool(events_of(stage.facts.descriptor))
    with listening(stage, targets(stage), "idle") if hears else nullcontext():
        wait(stage, _SETTLE_S)  # what a call still does in the background
        before = proxy.counters.requests
        timed = stage.clock.time(lambda: wait(stage, seconds))
        new = proxy.counters.requests - before
    seen = proxy.exchanges[-new:] if new else ()
    return tuple(f"{each.method} {each.path}".strip() for each in seen), timed.seconds
