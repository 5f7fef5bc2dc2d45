"""cl.tccl-not-restored: the plug-in leaves its class loader on a thread of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from harness.pytest_plugin import check
from suites.deeds import exercise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, Stage


class Left(NamedTuple):
    """A method after which the thread had another context class loader."""

    method: str
    loader: str
    times: int
    call: str


@check("cl.tccl-not-restored")
def test_tccl_not_restored(stage: Stage, judge: Judge) -> None:
    """Use the plug-in, and look at the threads of the server after each call."""
    exercise(stage, judge)
    judge.covered("calls into the plug-in", len(stage.observations("call")))
    for each in left(item.facts for item in stage.observations("context-loader-left")):
        judge.fail(
            "the plug-in leaves another context class loader on a thread of the server",
            where=each.method,
            expected="the loader that the thread had, set back in a finally block",
            seen=f"{each.loader}, {each.times} times",
            evidence={"call": each.call},
        )


def left(noticed: Iterable[dict[str, Any]]) -> list[Left]:
    """Put the observations of one method and loader together."""
    found: dict[tuple[str, str], Left] = {}
    for facts in noticed:
        key = (str(facts.get("method")), str(facts.get("loader")))
        known = found.get(key)
        times = known.times + 1 if known else 1
        found[key] = Left(*key, times, known.call if known else str(facts.get("call")))
    return list(found.values())
