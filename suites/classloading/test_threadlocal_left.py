"""cl.threadlocal-left: values of the plug-in stay on pooled threads of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from harness.pytest_plugin import check
from suites.deeds import exercise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, Stage


class Value(NamedTuple):
    """A value of the plug-in that a call left on its thread; ``held`` as the observer says."""

    method: str
    value: str
    key: str
    held: str


@check("cl.threadlocal-left")
def test_threadlocal_left(stage: Stage, judge: Judge) -> None:
    """Use the plug-in, and look at the threads of the server after each call."""
    exercise(stage, judge)
    judge.covered("calls into the plug-in", len(stage.observations("call")))
    for value, times in values(
        item.facts for item in stage.observations("thread-local-left")
    ).items():
        strong = value.held == "strong"
        (judge.fail if strong else judge.note)(
            "a value of the plug-in stays on a thread of the server"
            if strong
            else "a value of the plug-in stays on a thread of the server until it is collected",
            where=f"{value.value}, left by {value.method}",
            expected="ThreadLocal.remove() in a finally block",
            seen=f"{value.held} in {value.key}, {times} times",
        )


def values(noticed: Iterable[dict[str, Any]]) -> dict[Value, int]:
    """Count how often each value of each method was left."""
    found: dict[Value, int] = {}
    for facts in noticed:
        for each in facts.get("values") or ():
            value = Value(
                str(facts.get("method")), str(each["class"]), str(each["key"]), str(each["held"])
            )
            found[value] = found.get(value, 0) + 1
    return found
