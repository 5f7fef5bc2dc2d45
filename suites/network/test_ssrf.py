"""net.ssrf: the plug-in follows the managed system to other hosts, and brings its credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check
from suites.network.driving import drive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import CanaryHit, Judge, Stage


class Visit(NamedTuple):
    """The plug-in came to a host that only the managed system named.

    ``brought`` says which credentials it had with it; empty when none.
    """

    request: str
    brought: str
    times: int


@check("net.ssrf")
def test_ssrf(own_stage: Stage, judge: Judge) -> None:
    """Let the managed system redirect everything to another host, and see who comes there."""
    proxy = own_stage.proxy
    own_stage.install()
    own_stage.configure()
    with own_stage.profile("redirect"):
        drive(own_stage)
    own_stage.demand_http()
    judge.covered("requests that were redirected", proxy.counters.faults.get("redirect", 0))
    for visit in visits(proxy.canary.hits):
        if visit.brought:
            judge.fail(
                "the plug-in follows a redirect to another host and brings its credentials",
                where=visit.request,
                expected="no request to another host, or one without credentials",
                seen=f"{visit.brought}, {visit.times} times",
            )
        else:
            judge.note(
                "the plug-in follows redirects to another host, without credentials",
                where=visit.request,
                seen=f"{visit.times} times",
            )


def visits(hits: Iterable[CanaryHit]) -> Iterator[Visit]:
    """Put equal visits together."""
    found: dict[tuple[str, str], int] = {}
    for hit in hits:
        method = hit.request.partition(" ")[0]
        key = (f"{method} of the canary host", _brought(hit))
        found[key] = found.get(key, 0) + 1
    return (Visit(request, brought, times) for (request, brought), times in found.items())


def _brought(hit: CanaryHit) -> str:
    leaks = sorted({f"secret {leak.secret}, {leak.encoding}" for leak in hit.leaks})
    header = ["a header Authorization or Cookie"] if hit.credentials else []
    return ", ".join((*header, *leaks))
