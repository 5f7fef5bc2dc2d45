"""inv.no-timeout: a finder call does not come back within the product's limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.checks import Effect
from harness.pytest_plugin import check
from suites.inventory.calls import asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from harness.pytest_plugin import Aftermath, Inspection, Judge

DOCUMENTED: Final = {
    "finder.find": 60.0,
    "finder.findAll": 60.0,
    "finder.findRelation": 30.0,
    "finder.hasChildren": 2.0,
}
"""Seconds (``reference/misbehaviours.md``, fact 1)."""


class Slow(NamedTuple):
    """A call that took too long, or over half of what it may take.

    Attributes:
        seconds: How long it took, or how long we waited for it.
        limit: How long it may take.
        stack: Where its thread was at the limit, when it did not come back.
    """

    what: str
    call: str
    seconds: float
    limit: float
    over: bool
    stack: tuple[str, ...]


@check("inv.no-timeout")
def test_no_timeout(aftermath: Aftermath, inspection: Inspection, judge: Judge) -> None:
    """Look at the time of every finder call of the whole run."""
    plugin = aftermath.case.plugin.name
    if not declares_finders(inspection, plugin):
        judge.not_exercised("the plug-in declares no finder")
    limits = limits_of(aftermath)
    made = [
        {**item.facts, "stage": stage}
        for stage, item in aftermath.of_kind("call", "call-hung")
        if item.plugin == plugin and item.facts.get("method") in limits
    ]
    judge.covered("finder calls", sum(1 for item in made if item["kind"] == "call"))
    for slow, effect in judged(made, limits):
        report = judge.fail if effect is Effect.FAIL else judge.warn
        report(
            "a finder call does not come back in time"
            if effect is Effect.FAIL
            else "a finder call takes more than half of its time",
            where=slow.what,
            expected=f"an answer within {slow.limit:g} s",
            seen=f"no answer after {slow.seconds:.1f} s" if slow.over else f"{slow.seconds:.1f} s",
            evidence={"call": slow.call, "stack": list(slow.stack)},
        )


def declares_finders(inspection: Inspection, plugin: str) -> bool:
    """Whether the descriptor has a finder; true when it cannot be read, which others judge."""
    descriptors = [dar.descriptor for dar in inspection.artifact.dars if dar.descriptor]
    named = [descriptor for descriptor in descriptors if descriptor.name == plugin]
    return not named or any(descriptor.finders for descriptor in named)


def limits_of(aftermath: Aftermath) -> dict[str, float]:
    """Seconds for each method: the product's, or less where the case says so."""
    own = aftermath.case.deadlines
    wanted = {
        "finder.find": own.find,
        "finder.findAll": own.find_all,
        "finder.findRelation": own.relation,
        "finder.hasChildren": own.has_children,
    }
    return {method: min(wanted[method], limit) for method, limit in DOCUMENTED.items()}


def judged(
    made: Iterable[dict[str, Any]], limits: Mapping[str, float]
) -> Iterator[tuple[Slow, Effect]]:
    """Judge calls; the first of each method, type, relation and effect stands for all.

    Args:
        made: Observations ``call`` and ``call-hung``, each with its ``stage``, because every stage
            numbers its calls from one.
        limits: Seconds for each method.
    """
    calls = list(made)
    hangs = {(item["stage"], item["call"]): item for item in calls if item["kind"] == "call-hung"}
    seen = set()
    for call in calls:
        if call["kind"] != "call":
            continue
        effect = effect_of(call, limits[call["method"]])
        key = (call["method"], kind_of(call), effect)
        if effect is not None and key not in seen:
            seen.add(key)
            hung = hangs.get((call["stage"], call["call"]), {})
            yield slow_of(call, limits[call["method"]], hung), effect


def effect_of(call: Mapping[str, Any], limit: float) -> Effect | None:
    """A call over its limit fails, over half of it is a doubt; both limits are documented."""
    seconds = call["ms"] / 1000
    if call["outcome"] == "deadline" or seconds > limit:
        return Effect.FAIL
    return Effect.WARN if seconds > limit / 2 else None


def kind_of(call: Mapping[str, Any]) -> tuple[Any, ...]:
    """What was asked for, without the object."""
    args = call.get("args") or {}
    return (args.get("type"), args.get("parentType"), args.get("relation"))


def slow_of(call: Mapping[str, Any], limit: float, hung: Mapping[str, Any]) -> Slow:
    """Put together what is known of a slow call."""
    over = call["outcome"] == "deadline"
    stack = tuple(hung.get("stack") or ())
    return Slow(asked(dict(call)), call["call"], call["ms"] / 1000, limit, over, stack)
