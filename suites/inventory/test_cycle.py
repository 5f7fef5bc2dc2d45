"""inv.cycle: following relations never ends, because there are new ids for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harness.pytest_plugin import Judge, Stage

Key = tuple[str, str]

DEPTH: Final = 50
NODES: Final = 10_000


@check("inv.cycle")
def test_cycle(stage: Stage, judge: Judge) -> None:
    """See whether the whole inventory could be read; if not, go down one way as far as it leads."""
    if not stage.facts.root_relations and not any(stage.facts.relations.values()):
        judge.not_exercised("the plug-in declares no relation")
    judge.covered("listings", len(stage.inventory.branches))
    if not stage.inventory.cut:
        return
    way = descend(on_top(stage), lambda key: below(stage, key))
    if len(way) >= DEPTH:
        judge.fail(
            "objects have children with new ids, however deep one looks",
            where=" > ".join("/".join(key) for key in way[:4]),
            expected="ids that come to an end, or that were seen before",
            seen=f"{len(way)} objects below each other, each with an id of its own",
            evidence={"way": ["/".join(key) for key in way]},
        )
    else:
        judge.note(f"the inventory has more than {len(stage.inventory.branches)} listings")


def on_top(stage: Stage) -> list[Key]:
    """List what is there without following a relation; none of it is new on a way down."""
    listings = [stage.client.catalog.root(stage.plugin)]
    listings += [stage.client.catalog.all(stage.plugin, name) for name in stage.finder_types]
    return [(each.type, each.id) for listing in listings for each in listing.objects if each.id]


def below(stage: Stage, key: Key) -> list[Key]:
    """List the children of an object in all its relations."""
    found = []
    for relation in stage.facts.relations.get(key[0], ()):
        listing = stage.children(*key, relation)
        found += [(each.type, each.id) for each in listing.objects if each.id]
    return found


def descend(tops: Iterable[Key], children: Callable[[Key], list[Key]]) -> list[Key]:
    """Walk depth first, each object once, until a way is too long or nothing is left.

    Returns:
        The way that was too long; empty when the walk came to its end.
    """
    ways = [[top] for top in tops]
    known = set(tops)
    while ways and len(known) < NODES:
        way = ways.pop()
        if len(way) >= DEPTH:
            return way
        for child in reversed(children(way[-1])):
            if child not in known:
                known.add(child)
                ways.append([*way, child])
    return []
