"""inv.id-not-roundtrip: find() with an object's own id does not give that object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Collection

    from harness.pytest_plugin import Judge, Node, Stage


class Found(NamedTuple):
    """What find() gave for the id of a listed object; no id for nothing, an error in its place."""

    id: str | None
    properties: dict[str, Any]
    error: str = ""


@check("inv.id-not-roundtrip")
def test_id_not_roundtrip(stage: Stage, judge: Judge) -> None:
    """Look every object of the inventory up by the id that it reports."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    for node in stage.inventory.nodes:
        found = look_up(stage, node)
        judge.covered("objects", 0 if found is None else 1)
        if found and (problem := broken_round_trip(node, found, volatile(stage, node.type))):
            judge.fail(
                "find() with the object's own id does not give the object",
                where=f"{node} in {node.listed_in}",
                expected="an object of the same type, with the same id and properties",
                seen=problem,
            )


def volatile(stage: Stage, type_name: str) -> Collection[str]:
    """Properties that may differ between two readings, as the case says."""
    return stage.case.inventory.volatile.get(f"{stage.plugin}:{type_name}", ())


def look_up(stage: Stage, node: Node) -> Found | None:
    """Find an object by its id; None when the call hangs, which ``inv.no-timeout`` judges."""
    if not node.id:
        return Found(None, {})
    answer = stage.find(node.type, node.id)
    if answer.answer.hung:
        return None
    if answer.found is None:
        return Found(None, {}, answer.error)
    return Found(answer.found.id, answer.found.properties)


def broken_round_trip(node: Node, found: Found, ignored: Collection[str]) -> str:
    """Say what is wrong with the object that came; empty when it is the object asked for."""
    if not node.id:
        return "the object reports no id"
    if found.error:
        return found.error
    if found.id is None:
        return "find() gives null"
    if found.id != node.id:
        return f"find() gives an object with id {found.id!r}"
    both = sorted(set(node.properties) & set(found.properties) - set(ignored))
    differing = [name for name in both if node.properties[name] != found.properties[name]]
    if not differing:
        return ""
    name = differing[0]
    return f"{name} was {node.properties[name]!r} and is {found.properties[name]!r}"
