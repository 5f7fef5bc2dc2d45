"""cl.deserialise-untrusted: the plug-in reads objects or XML that can make it do things."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.classloading.code import judge_code
from suites.deeds import deeds_of, of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harness.pytest_plugin import CanaryHit, Inspection, Judge, Stage


@check("cl.deserialise-untrusted")
def test_deserialise_untrusted(own_stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Let the managed system plant an address in its answers, and see who comes there."""
    if own_stage.system is None or own_stage.system.proxy is None:
        judge.note("no answers were planted: the case has no managed system with an address")
    else:
        lure(own_stage, judge)
    judge_code(judge, inspection)


def lure(stage: Stage, judge: Judge) -> None:
    """Answer with external entities, and with an object that resolves a name when it is read.

    The workflows come last, because the last of them often removes the connection.
    """
    proxy = stage.proxy
    stage.install()
    stage.configure()
    uses: list[Callable[[], object]] = [stage.walk]
    uses += (partial(stage.run_workflow, entry) for entry in stage.case.workflow)
    for use, profile in product(uses, ("gadget", "xxe")):
        if not proxy.http:  # known once it has spoken
            judge.note("no answers were planted: nobody was seen to speak HTTP")
            return
        if stage.lost() or stage.hung():
            break
        with stage.profile(profile):
            use()
    faults = proxy.counters.faults
    judge.covered("answers with planted addresses", faults.get("xxe", 0) + faults.get("gadget", 0))
    for deed in of(deeds_of(stage), "dns"):
        if deed.target == proxy.canary.name:
            judge.fail(
                "reading an answer of the managed system makes an object of it look up an address",
                where=deed.frame,
                expected="an ObjectInputFilter with a list of classes, or another format",
                seen=f"{deed.method} {deed.target}",
                evidence=deed.evidence,
            )
    for request, times in fetched(proxy.canary.hits).items():
        judge.fail(
            "reading an answer of the managed system makes the plug-in fetch an address in it",
            where=request,
            expected="a parser that resolves no external entities",
            seen=f"fetched {times} times",
        )


def fetched(hits: Iterable[CanaryHit]) -> dict[str, int]:
    """How often each planted address was fetched, without the random part of its path."""
    found: dict[str, int] = {}
    for hit in hits:
        method, _, rest = hit.request.partition(" ")
        what = rest.partition(" ")[0].rpartition("/")[2]
        request = f"{method} …/{what}"
        found[request] = found.get(request, 0) + 1
    return found
