"""inv.haschildren-lies: hasChildrenInRelation() says the opposite of findRelation()."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Judge, Stage


class Said(NamedTuple):
    """What was said of one relation of one object, and how many children there are."""

    place: str
    relation: str
    said: str | None
    children: int


@check("inv.haschildren-lies")
def test_haschildren_lies(stage: Stage, judge: Judge) -> None:
    """Ask about every relation that was listed, and compare."""
    if not stage.facts.root_relations and not any(stage.facts.relations.values()):
        judge.not_exercised("the plug-in declares no relation")
    for said in (*below_root(stage), *below_objects(stage)):
        judge.covered("relations of objects")
        if lies(said.said, said.children):
            judge.fail(
                f"hasChildrenInRelation says {said.said}, findRelation the opposite",
                where=f"{said.place}, relation {said.relation}",
                expected=f"{'Yes' if said.children else 'No'}, or Unknown",
                seen=f"{said.said}, with {said.children} children",
            )


def below_root(stage: Stage) -> Iterator[Said]:
    """Ask about the root."""
    for relation in stage.facts.root_relations:
        listing = stage.children(stage.facts.root, None, relation)
        answer = stage.has_children(stage.facts.root, None, relation)
        if not listing.error and not answer.error:
            yield Said("the root", relation, answer.said, listing.total)


def below_objects(stage: Stage) -> Iterator[Said]:
    """Ask about every listing of the inventory that answered."""
    for branch in stage.inventory.branches:
        if branch.parent is None or branch.error:
            continue
        answer = stage.has_children(*branch.parent, branch.relation)
        if not answer.error:
            place = "/".join(branch.parent)
            yield Said(place, branch.relation, answer.said, branch.total)


def lies(said: str | None, children: int) -> bool:
    """Whether the answer contradicts the number of children; ``Unknown`` and null never do."""
    return (said == "Yes" and children == 0) or (said == "No" and children > 0)
