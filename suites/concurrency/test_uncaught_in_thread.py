"""con.uncaught-in-thread: a thread of the plug-in dies of an exception that nobody hears of."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

from harness.pytest_plugin import NotExercisedError, check

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_LEAST_S: Final = 1.0
_MOST_S: Final = 10.0


@check("con.uncaught-in-thread")
def test_uncaught_in_thread(stage: Stage, judge: Judge) -> None:
    """Break connections while the plug-in works in the background; look for threads that die."""
    claims = stage.case.claims
    pause = max(claims.poll_seconds, claims.refresh_seconds)
    seconds = min(_MOST_S, 2 * pause + _LEAST_S)
    read(stage)
    with contextlib.suppress(NotExercisedError), stage.profile("reset"):
        read(stage)
        stage.clock.wait_until(lambda: bool(stage.observations("uncaught")), seconds)
    stage.clock.wait_until(lambda: bool(stage.observations("uncaught")), _LEAST_S)
    judge.covered("seconds of background work with broken connections", round(seconds))
    logged = {thrown(line) for line in stage.mockvro.log()}
    for item in stage.observations("uncaught"):
        exception = item.facts.get("exception") or {}
        if frames_of(exception, stage.plugin) and told(exception) not in logged:
            judge.fail(
                "a thread of the plug-in dies of an exception that is not logged",
                where=str(exception.get("pluginFrame") or item.facts.get("thread")),
                expected="background work that catches and logs what goes wrong, and goes on",
                seen=f"{told(exception)} in {item.facts.get('thread')}",
                evidence={"exception": exception},
            )


def read(stage: Stage) -> None:
    """List everything and look some of it up."""
    for node in {node.type: node for node in stage.walk().nodes}.values():
        stage.find(node.type, node.id)


def frames_of(exception: dict[str, Any], plugin: str) -> bool:
    """Whether an exception came through code of the plug-in."""
    return bool(plugin) and bool(exception.get("pluginFrame"))


def thrown(line: dict[str, Any]) -> str:
    """The exception of a line of the log."""
    return told(line.get("thrown") or {})


def told(exception: dict[str, Any]) -> str:
    """Class and message."""
    return f"{exception.get('class')}: {exception.get('message')}"
