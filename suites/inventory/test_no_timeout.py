"""inv.no-timeout: a finder call does not come back within the product's limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.checks import Effect
from harness.pytest_plugin import check
from suites.inventory.calls import asked
from suites.inventory.test_haschildren_slow import FAR_AWAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from harness.pytest_plugin import Judge, Stage

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
def test_no_timeout(stage: Stage, judge: Judge) -> None:
    """Make every kind of finder call, and look at the time of all that were made so far."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    exercise(stage)
    limits = limits_of(stage)
    made = [call for call in stage.calls() if call.get("method") in limits and not is_far(call)]
    judge.covered("finder calls", sum(1 for call in made if call["kind"] == "call"))
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


def is_far(call: Mapping[str, Any]) -> bool:
    """Whether ``inv.haschildren-slow`` made a call, on a slow way, and judges it."""
    return FAR_AWAY in str((call.get("args") or {}).get("session", ""))


def exercise(stage: Stage) -> None:
    """List everything, find one object of each type, and ask each relation for children once."""
    nodes = {node.type: node.id for node in reversed(stage.inventory.nodes) if node.id}
    for type_name in stage.finder_types:
        stage.find(type_name, nodes.get(type_name, "no-such-id"))
        for relation in stage.facts.relations[type_name]:
            if type_name in nodes:
                stage.has_children(type_name, nodes[type_name], relation)
    for relation in stage.facts.root_relations:
        stage.has_children(stage.facts.root, None, relation)


def limits_of(stage: Stage) -> dict[str, float]:
    """Seconds for each method: the product's, or less where the case says so."""
    own = stage.case.deadlines
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
