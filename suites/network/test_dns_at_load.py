"""net.dns-at-load: the plug-in uses the network while it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harness.pytest_plugin import check
from suites.deeds import deeds_of
from suites.network.addresses import is_own_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.deeds import Deed

_LOAD = "plugin.load"


@check("net.dns-at-load")
def test_dns_at_load(stage: Stage, judge: Judge) -> None:
    """Look at what the plug-in does on the network before any endpoint is configured."""
    starts = first_start(item.facts for item in stage.observations("call"))
    judge.covered("start of the plug-in", len(starts))
    for deed in early(deeds_of(stage), starts):
        if is_own_name(deed.target):
            judge.note(
                "the plug-in looks up the name of its own machine while it is loaded",
                where=deed.frame,
                seen=deed.target,
            )
            continue
        judge.fail(
            "the plug-in uses the network while it is loaded, before anything is configured",
            where=deed.frame,
            expected="connections at the first request that needs one",
            seen=f"{deed.how} {deed.target}",
            evidence=deed.evidence,
        )


def first_start(calls: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """The call that loaded the plug-in for the first time; later there may be endpoints."""
    loads = (str(call.get("call")) for call in calls if call.get("method") == _LOAD)
    first = next(loads, "")
    return (first,) if first else ()


def early(done: Iterable[Deed], calls: Collection[str]) -> Iterator[Deed]:
    """Look-ups and connections during these calls; a port that is opened is ``net.listener``'s."""
    for deed in done:
        contact = deed.what == "dns" or (deed.what == "socket" and deed.how != "listen")
        if contact and deed.call in calls:
            yield deed
