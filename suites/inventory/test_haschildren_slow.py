"""inv.haschildren-slow: hasChildrenInRelation() takes long when the managed system is far away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Judge, Stage

LIMIT_S: Final = 2.0
"""Documented (``reference/misbehaviours.md``, fact 1)."""

PROFILE: Final = "200ms"
FAR_AWAY: Final = "far-away"
"""User of a session of its own, by which ``inv.no-timeout`` knows what is judged here already."""

_NODES: Final = 3
"""Objects of each type and relation; what is slow is slow for all of them."""


class Place(NamedTuple):
    """A relation of an object, or of the root when there is no id."""

    type: str
    id: str | None
    relation: str


@check("inv.haschildren-slow")
def test_haschildren_slow(stage: Stage, judge: Judge) -> None:
    """Ask for children while every answer of the managed system takes a fifth of a second."""
    stage.mockvro  # noqa: B018 - raises where nobody can be asked
    proxy, found = stage.proxy, list(places(stage))
    if not found:
        judge.not_exercised("there is no relation to ask about")
    before, asked = proxy.counters, 0
    with stage.profile(PROFILE):
        for place in found:
            asked += 1
            judge.covered("relations of objects")
            kept = judge.measure(
                "hasChildrenInRelation",
                seconds(stage, place),
                "s",
                LIMIT_S,
                documented=True,
                where=f"{place.type}/{place.id or 'root'}, relation {place.relation}",
            )
            if not kept:  # more of the same would only cost time, and threads of the host
                break
    judge.note(f"{(proxy.counters - before).requests} remote calls for {asked} answers")


def places(stage: Stage) -> Iterator[Place]:
    """Pick the relations of the root, and some objects for each other relation."""
    for relation in stage.facts.root_relations:
        yield Place(stage.facts.root, None, relation)
    for type_name, relations in stage.facts.relations.items():
        ids = [node.id for node in stage.inventory.nodes if node.type == type_name and node.id]
        for relation in relations:
            yield from (Place(type_name, each, relation) for each in ids[:_NODES])


def seconds(stage: Stage, place: Place) -> float:
    """Ask, and tell how long the plug-in took; the whole answer's time where nobody says."""
    # not stage.has_children: a hang here is judged here, and other checks may ask again
    mockvro = stage.session(FAR_AWAY).mockvro
    timed = stage.clock.time(lambda: mockvro.has_children(stage.plugin, *place))
    calls = stage.calls_of(timed.value.answer)
    return max((call.facts["ms"] / 1000 for call in calls), default=timed.seconds)
