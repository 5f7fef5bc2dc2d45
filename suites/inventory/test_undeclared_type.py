"""inv.undeclared-type: a finder gives objects of a class that it does not declare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check
from suites.inventory.calls import listings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from harness.pytest_plugin import Judge, Stage
    from suites.inventory.calls import Listed

Relations = dict[tuple[str, str], str]


class Given(NamedTuple):
    """An object that some call gave where objects of ``type`` were asked for."""

    type: str
    id: str | None
    actual: str
    declared: bool
    source: str


@check("inv.undeclared-type")
def test_undeclared_type(stage: Stage, judge: Judge) -> None:
    """Compare the class of every object with the class of the finder that it was asked of."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    given = (
        *of_listings(listings_of(stage, stage.inventory), relation_types(stage)),
        *of_find(stage),
    )
    classes = {finder.type: finder.java_class for finder in stage.facts.descriptor.finders}
    judge.covered("objects", sum(1 for each in given if classes.get(each.type)))
    for each in first_undeclared(given, classes):
        judge.fail(
            f"an object of another class is given where {each.type} is asked for",
            where=f"{each.source}: {each.type}/{each.id}",
            expected=f"an object of class {classes[each.type]}",
            seen=f"an object of class {each.actual}",
        )


def relation_types(stage: Stage) -> Relations:
    """Declared type of every relation, by type of the parent and name."""
    return {
        (finder.type, relation.name): relation.type
        for finder in stage.facts.descriptor.finders
        for relation in finder.relations
    }


def of_listings(made: Iterable[Listed], relations: Relations) -> Iterator[Given]:
    """Take the objects of listings, each with the type that was asked for."""
    for listed in made:
        parent = (listed.args.get("parentType", ""), listed.args.get("relation", ""))
        wanted = listed.args.get("type") or relations.get(parent, "")
        for facts in listed.elements:
            # where the type asked for is none of this plug-in, nothing can be compared
            declared = bool(facts.get("declared", True))
            yield Given(wanted, facts.get("id"), facts["class"], declared, listed.source)


def of_find(stage: Stage) -> Iterator[Given]:
    """Find the first object of every type."""
    for type_name in stage.finder_types:
        ids = [node.id for node in stage.inventory.nodes if node.type == type_name and node.id]
        for object_id in ids[:1]:
            for call in stage.calls_of(stage.find(type_name, object_id).answer):
                facts = call.facts.get("facts")
                if facts:
                    declared = bool(facts.get("declared", True))
                    yield Given(type_name, object_id, facts["class"], declared, "find")


def first_undeclared(given: Iterable[Given], classes: Mapping[str, str | None]) -> Iterator[Given]:
    """Pick the first object of every type and wrong class; subclasses are declared."""
    seen = set()
    for each in given:
        if not each.declared and classes.get(each.type) and (each.type, each.actual) not in seen:
            seen.add((each.type, each.actual))
            yield each
