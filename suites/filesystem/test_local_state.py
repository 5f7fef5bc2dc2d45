"""fs.local-state: what the plug-in knows is lost when its server is replaced."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Node, Stage

_SHOWN: Final = 5
_NAMES: Final = ("displayName", "@name", "name")


class Lost(NamedTuple):
    """Objects of one type that a fresh JVM does not know any more."""

    type: str
    ids: tuple[str, ...]
    before: int


@check("fs.local-state")
def test_local_state(stage: Stage, judge: Judge) -> None:
    """Read the inventory, replace the JVM and all its folders, read the inventory again."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    before = stage.walk()
    stage.restart_host()
    after = stage.walk()
    judge.covered("objects before and after", len(before.nodes))
    for each in lost(before.nodes, after.nodes):
        judge.fail(
            f"objects of {each.type} are gone when the plug-in starts in a fresh server",
            where=each.type,
            expected=f"{each.before} objects, because store and managed system are the same",
            seen=f"{len(each.ids)} are gone: {', '.join(each.ids[:_SHOWN])}",
        )


def lost(before: Iterable[Node], after: Iterable[Node]) -> Iterator[Lost]:
    """Objects that are there neither by their id nor by their name.

    That the id of the same object changes is another check's (``inv.id-unstable``).
    """
    still = list(after)
    ids = {node.key for node in still}
    names = {(node.type, name_of(node)) for node in still}
    gone: dict[str, list[str]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    for node in before:
        count[node.type] += 1
        if node.key not in ids and (node.type, name_of(node)) not in names:
            gone[node.type].append(node.id)
    return (Lost(name, tuple(ids), count[name]) for name, ids in gone.items())


def name_of(node: Node) -> str:
    """What people know an object by; its id where it has no name."""
    return next((str(node.properties[key]) for key in _NAMES if node.properties.get(key)), node.id)
