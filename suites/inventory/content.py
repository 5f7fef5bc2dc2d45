"""What tells one object of the inventory from another, apart from its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harness.pytest_plugin import Node, Snapshot, Stage

Content = tuple[tuple[str, str], ...]
"""Declared properties and their values, without those that the case calls volatile."""

Key = tuple[str, str]
"""Type and id."""


def content_reader(stage: Stage) -> Callable[[Node], Content]:
    """Make a function that reads the content of a node.

    Only declared properties count: the server adds others, and not the same ones everywhere.
    """
    names = {
        finder.type: sorted(
            {each.name for each in finder.properties}
            - set(stage.case.inventory.volatile.get(f"{stage.plugin}:{finder.type}", ()))
        )
        for finder in stage.facts.descriptor.finders
    }

    def content(node: Node) -> Content:
        found = ((name, node.properties.get(name)) for name in names.get(node.type, ()))
        return tuple((name, repr(value)) for name, value in found if value not in (None, ""))

    return content


def contents_by_key(
    snapshot: Snapshot, content: Callable[[Node], Content]
) -> dict[Key, dict[Content, str]]:
    """Collect, for each object, every content it is shown with, and where that was."""
    found: dict[Key, dict[Content, str]] = {}
    for node in listed(snapshot):
        if node.id:
            found.setdefault(node.key, {}).setdefault(content(node), node.listed_in)
    return found


def listed(snapshot: Snapshot) -> Iterable[Node]:
    """Every object as often as it is listed; ``Snapshot.nodes`` has each once."""
    return (node for branch in snapshot.branches for node in branch.nodes)
