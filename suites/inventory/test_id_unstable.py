"""inv.id-unstable: the id of the same object changes between two readings or across a restart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from harness.pytest_plugin import Judge, Node, Stage

_SHOWN: Final = 5
_OF_THE_SERVER: Final = frozenset(
    {"id", "@id", "dunesId", "@name", "displayName", "type", "@type", "@fullType"}
)
"""Attributes that the server adds; what the plug-in declares identifies an object."""


class Change(NamedTuple):
    """Ids of one type that were there in one of two readings only.

    Attributes:
        renamed: Pairs of ids, before and after, of objects with the same properties.
    """

    type: str
    gone: tuple[str, ...]
    new: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]


@check("inv.id-unstable")
def test_id_unstable(stage: Stage, judge: Judge) -> None:
    """Read all ids twice, and once more after the server has restarted."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    first, second = stage.walk().nodes, stage.walk().nodes
    judge.covered("objects read twice", len(first))
    ignored = {name: volatile(stage, name) for name in stage.finder_types}
    report(judge, "read a second time", changes(first, second, ignored))
    if not stage.simulated:
        return
    stage.mockvro.restart_host()
    third = stage.walk().nodes
    judge.covered("objects read after a restart", len(third))
    report(judge, "read after a restart of the server", changes(second, third, ignored))


def volatile(stage: Stage, type_name: str) -> Collection[str]:
    """Properties that may differ between two readings, as the case says."""
    return stage.case.inventory.volatile.get(f"{stage.plugin}:{type_name}", ())


def report(judge: Judge, when: str, found: Iterable[Change]) -> None:
    """File changed ids as failures; objects that came or went can have other reasons."""
    for change in found:
        if change.renamed:
            before, after = change.renamed[0]
            judge.fail(
                f"the same {change.type} has another id when it is {when}",
                where=change.type,
                expected=f"id {before!r}",
                seen=f"id {after!r}",
                evidence={"changed": [list(pair) for pair in change.renamed]},
            )
        else:
            judge.warn(
                f"objects of {change.type} came or went when they were {when}",
                where=change.type,
                expected="the same ids, because the managed system did not change",
                seen=f"gone: {', '.join(change.gone[:_SHOWN]) or 'none'}; "
                f"new: {', '.join(change.new[:_SHOWN]) or 'none'}",
            )


def changes(
    before: Iterable[Node], after: Iterable[Node], ignored: Mapping[str, Collection[str]]
) -> Iterator[Change]:
    """Compare two readings, type by type."""
    old, new = by_type(before), by_type(after)
    for name in sorted(old.keys() | new.keys()):
        gone = [node for key, node in old[name].items() if key not in new[name]]
        come = [node for key, node in new[name].items() if key not in old[name]]
        if gone or come:
            yield Change(
                name,
                tuple(node.id for node in gone),
                tuple(node.id for node in come),
                tuple(pairs(gone, come, ignored.get(name, ()))),
            )


def by_type(nodes: Iterable[Node]) -> defaultdict[str, dict[str, Node]]:
    """Sort objects by type and id; those without an id are for another check."""
    found: defaultdict[str, dict[str, Node]] = defaultdict(dict)
    for node in nodes:
        if node.id:
            found[node.type][node.id] = node
    return found


def pairs(
    gone: Iterable[Node], come: Iterable[Node], ignored: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Pair objects that differ in nothing but the id."""
    left = [(identity(node, ignored), node.id) for node in come]
    for node in gone:
        own = identity(node, ignored)
        match = next((pair for pair in left if own and pair[0] == own), None)
        if match is not None:
            left.remove(match)
            yield node.id, match[1]


def identity(node: Node, ignored: Collection[str]) -> dict[str, Any]:
    """Properties that tell an object from others, without those that repeat the id."""
    return {
        name: value
        for name, value in node.properties.items()
        if name not in _OF_THE_SERVER and name not in ignored and value not in (None, "", node.id)
    }
