"""inv.id-not-roundtrip: find() with an object's own id does not give that object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Collection

    from harness.pytest_plugin import Judge, Node, Stage


class Found(NamedTuple):
    """What find() gave for the id of a listed object."""

    id: str
    properties: dict[str, Any]


@check("inv.id-not-roundtrip")
def test_id_not_roundtrip(stage: Stage, judge: Judge) -> None:
    """Look every object of the inventory up by the id that it reports."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    nodes = stage.walk().nodes
    judge.covered("objects", len(nodes))
    for node in nodes:
        found, error = (None, "") if not node.id else look_up(stage, node)
        problem = error or broken_round_trip(node, found, volatile(stage, node.type))
        if problem:
            judge.fail(
                "find() with the object's own id does not give the object",
                where=f"{node} in {node.listed_in}",
                expected="an object of the same type, with the same id and properties",
                seen=problem,
            )


def volatile(stage: Stage, type_name: str) -> Collection[str]:
    """Properties that may differ between two readings, as the case says."""
    return stage.case.inventory.volatile.get(f"{stage.plugin}:{type_name}", ())


def look_up(stage: Stage, node: Node) -> tuple[Found | None, str]:
    """Find an object by its id: the object, or the error of the plug-in."""
    answer = stage.find(node.type, node.id)
    if answer.found is None:
        return None, answer.error
    return Found(answer.found.id, answer.found.properties), ""


def broken_round_trip(node: Node, found: Found | None, ignored: Collection[str]) -> str:
    """Say what is wrong with the object that came; empty when it is the object asked for."""
    if not node.id:
        return "the object reports no id"
    if found is None:
        return "find() gives null"
    if found.id != node.id:
        return f"find() gives an object with id {found.id!r}"
    both = sorted(set(node.properties) & set(found.properties) - set(ignored))
    differing = [name for name in both if node.properties[name] != found.properties[name]]
    if not differing:
        return ""
    name = differing[0]
    return f"{name} was {node.properties[name]!r} and is {found.properties[name]!r}"
