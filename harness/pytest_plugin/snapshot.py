"""One reading of the whole inventory through the catalogue."""

from __future__ import annotations

from collections import deque
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.client import CatalogObject, Listing, VroClient
    from harness.pytest_plugin.hangs import Hangs


MOST = 3000
"""Listings of one reading; an inventory of endless ids would never be read to its end."""


class Node(Struct, frozen=True, kw_only=True):
    """An object of the inventory.

    Attributes:
        type: Type without prefix.
        id: The id it reports.
        listed_in: Where it was seen first: ``findAll(Lamp)``, ``Tower/1 lamps``, ``root``.
        properties: Its properties as listed there.
    """

    type: str
    id: str
    listed_in: str
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """Type and id."""
        return (self.type, self.id)

    def __str__(self) -> str:
        return f"{self.type}/{self.id}"


class Branch(Struct, frozen=True, kw_only=True):
    """What listing something gave.

    Attributes:
        source: As :attr:`Node.listed_in`.
        parent: Type and id of the parent; None for ``findAll`` and the root.
        relation: Relation that was asked for, empty for ``findAll`` and the root.
        nodes: The objects listed.
        total: How many there are, more than ``nodes`` when the case limits them.
        error: Error of the plug-in, empty without one.
        calls: Ids of the host calls behind it.
    """

    source: str
    parent: tuple[str, str] | None = None
    relation: str = ""
    nodes: tuple[Node, ...] = ()
    total: int = 0
    error: str = ""
    calls: tuple[str, ...] = ()


class Snapshot(Struct, frozen=True, kw_only=True):
    """One reading of the inventory.

    Attributes:
        branches: In the order of reading.
        cut: Whether it was cut short, because there seems to be no end.
    """

    branches: tuple[Branch, ...]
    cut: bool = False

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every object once, by type and id, as seen first; objects without an id all count."""
        seen: dict[tuple[str, str, int], Node] = {}
        for index, node in enumerate(node for branch in self.branches for node in branch.nodes):
            seen.setdefault((*node.key, 0 if node.id else index + 1), node)
        return tuple(seen.values())


def take_snapshot(
    client: VroClient,
    plugin: str,
    relations: dict[str, tuple[str, ...]],
    *,
    limit: int,
    hangs: Hangs,
) -> Snapshot:
    """Read every type, then follow every declared relation from every object.

    Args:
        client: The client.
        plugin: Module name.
        relations: Declared relations of each declared type.
        limit: Objects to follow per listing.
        hangs: What hung before and is not asked for again.
    """
    branches = tuple(islice(_branches(client, plugin, relations, limit, hangs), MOST + 1))
    return Snapshot(branches=branches[:MOST], cut=len(branches) > MOST)


def _branches(
    client: VroClient,
    plugin: str,
    relations: dict[str, tuple[str, ...]],
    limit: int,
    hangs: Hangs,
) -> Iterator[Branch]:
    waiting: deque[Node] = deque()
    known: set[tuple[str, str]] = set()
    for branch in _tops(client, plugin, relations, limit, hangs):
        yield branch
        waiting.extend(branch.nodes)
    while waiting:
        node = waiting.popleft()
        if not node.id or node.key in known:
            continue
        known.add(node.key)
        for relation in relations.get(node.type, ()):
            listing = _related(client, plugin, node, relation, hangs)
            branch = _branch(f"{node} {relation}", listing, limit, node.key, relation)
            yield branch
            waiting.extend(branch.nodes)


def _tops(
    client: VroClient, plugin: str, types: Iterable[str], limit: int, hangs: Hangs
) -> Iterator[Branch]:
    yield _branch("root", hangs.ask(("root",), lambda: client.catalog.root(plugin)), limit)
    for name in types:
        listing = hangs.ask(("findAll", name), partial(client.catalog.all, plugin, name))
        yield _branch(f"findAll({name})", listing, limit)


def _related(client: VroClient, plugin: str, node: Node, relation: str, hangs: Hangs) -> Listing:
    question = partial(client.catalog.related, plugin, node.type, node.id, relation)
    return hangs.ask(("findRelation", node.type, relation), question)


def _branch(
    source: str,
    listing: Listing,
    limit: int,
    parent: tuple[str, str] | None = None,
    relation: str = "",
) -> Branch:
    return Branch(
        source=source,
        parent=parent,
        relation=relation,
        nodes=tuple(_node(item, source) for item in listing.objects[:limit]),
        total=listing.total,
        error=listing.error,
        calls=listing.answer.calls,
    )


def _node(item: CatalogObject, source: str) -> Node:
    return Node(type=item.type, id=item.id, listed_in=source, properties=item.properties)
