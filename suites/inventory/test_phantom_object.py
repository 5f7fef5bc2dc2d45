"""inv.phantom-object: an unknown id gives an object instead of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check
from suites.inventory.made_up import made_up_ids, shortened_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage, Submission


class Asked(NamedTuple):
    """An id, and the id of the object that came; None when nothing or an error came.

    ``unknown`` tells that no object can have the id: it is made up, not only shortened.
    """

    type: str
    id: str
    came: str | None
    unknown: bool = True


@check("inv.phantom-object")
def test_phantom_object(stage: Stage, judge: Judge, submission: Submission) -> None:
    """Ask every declared type for ids that it cannot know."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    asked = list(ask(stage, submission.seed))
    judge.covered("made-up ids", len(asked))
    for phantom in phantoms(asked):
        judge.fail(
            f"find() gives an object for an id that {phantom.type} does not have",
            where=phantom.type,
            expected="null, or an exception that names the id",
            seen=f"an object with id {phantom.came!r} for {phantom.id!r}",
        )


def ask(stage: Stage, seed: int) -> Iterator[Asked]:
    """Look made-up ids of every type up."""
    nodes = stage.inventory.nodes
    for type_name in stage.finder_types:
        known = {node.id for node in nodes if node.type == type_name and node.id}
        for made_up in made_up_ids(seed, known):
            found = stage.find(type_name, made_up).found
            yield Asked(type_name, made_up, found.id if found else None)
        for shortened in shortened_ids(known):
            found = stage.find(type_name, shortened).found
            yield Asked(type_name, shortened, found.id if found else None, unknown=False)


def phantoms(asked: Iterable[Asked]) -> Iterator[Asked]:
    """Pick the first phantom of each type.

    An object for an id that is made up is one whatever id it says it has; for a shortened id it is
    one when it says that it has another.
    """
    seen = set()
    for answer in asked:
        came = answer.came is not None and (answer.unknown or answer.came != answer.id)
        if came and answer.type not in seen:
            seen.add(answer.type)
            yield answer
