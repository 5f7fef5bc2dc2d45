"""Finder calls as data, so that the same can be asked under several conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Answer, CatalogObject, Node, Snapshot, Stage, VroClient


class Question(NamedTuple):
    """A call of a finder.

    Attributes:
        method: ``find``, ``findAll`` or ``findRelation``.
        type: Type that is asked for, or that of the parent.
        id: Id of the object or of the parent.
        relation: Relation of the parent.
    """

    method: str
    type: str
    id: str = ""
    relation: str = ""

    def __str__(self) -> str:
        inner = (self.type, repr(self.id) if self.id else "", self.relation)
        return f"{self.method}({', '.join(filter(None, inner))})"


class Given(NamedTuple):
    """What came of a question.

    Attributes:
        objects: The objects that came, one at most for ``find``.
        error: Text of an exception; empty without one.
        partial: Whether the plug-in says that there are more.
        answer: The whole answer.
    """

    objects: tuple[CatalogObject, ...]
    error: str
    partial: bool
    answer: Answer

    @property
    def keys(self) -> frozenset[tuple[str, str]]:
        """Type and id of the objects."""
        return frozenset((each.type, each.id) for each in self.objects)


def ask(stage: Stage, question: Question, client: VroClient) -> Given:
    """Ask in the session of a client; a hang is an error, and later checks may ask again."""
    catalog, plugin = client.catalog, stage.plugin
    if question.method == "find":
        one = catalog.get(plugin, question.type, question.id)
        return Given((one.found,) if one.found else (), one.error, False, one.answer)  # noqa: FBT003
    if question.method == "findAll":
        many = catalog.all(plugin, question.type)
    elif question.type == stage.facts.root:
        many = catalog.related(plugin, question.type, "root", question.relation)
    else:
        many = catalog.related(plugin, question.type, question.id, question.relation)
    results = [call.facts.get("facts") or {} for call in stage.calls_of(many.answer)]
    partial = any(is_partial(each, len(many.objects)) for each in results)
    return Given(many.objects, many.error, partial, many.answer)


def is_partial(result: dict[str, Any], listed: int) -> bool:
    """Whether the result of a listing (``docs/host-protocol.md``) says that there are more.

    Args:
        result: The result, with its flag and its count.
        listed: How many objects it has.
    """
    return bool(result.get("partial")) or int(result.get("total") or 0) > listed


def tops(stage: Stage) -> Iterator[Question]:
    """What needs no object: every type, and the relations of the root."""
    for relation in stage.facts.root_relations:
        yield Question("findRelation", stage.facts.root, relation=relation)
    for name in stage.finder_types:
        yield Question("findAll", name)


def each_kind(stage: Stage, snapshot: Snapshot) -> Iterator[Question]:
    """One question of every kind that gives something: type, object, relation with children."""
    yield from tops(stage)
    seen: set[tuple[str, str]] = set()
    for node in snapshot.nodes:
        if node.id and (node.type, "") not in seen:
            seen.add((node.type, ""))
            yield Question("find", node.type, node.id)
    for branch in snapshot.branches:
        if branch.parent and branch.nodes and (branch.parent[0], branch.relation) not in seen:
            seen.add((branch.parent[0], branch.relation))
            yield Question("findRelation", *branch.parent, branch.relation)


def about(stage: Stage, node: Node) -> Iterator[Question]:
    """Everything that can be asked about an object."""
    yield Question("find", node.type, node.id)
    for relation in stage.facts.relations.get(node.type, ()):
        yield Question("findRelation", node.type, node.id, relation)
