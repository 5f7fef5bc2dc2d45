"""Listing the children of objects that have different numbers of them, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from suites.inventory.questions import Question, ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Branch, Stage, VroClient

SIZES: Final = 3
"""A line through fewer points would say nothing."""
_MOST: Final = 5


class Expanded(NamedTuple):
    """How many children an object has, and what listing them cost."""

    children: int
    requests: int


def of_different_sizes(
    branches: Iterable[Branch],
) -> Iterator[tuple[tuple[str, str], list[Question]]]:
    """Pick, for each relation, one object of each number of children, if there are enough."""
    found: dict[tuple[str, str], dict[int, Question]] = {}
    for branch in branches:
        if branch.parent is not None and not branch.error:
            question = Question("findRelation", *branch.parent, branch.relation)
            sizes = found.setdefault((branch.parent[0], branch.relation), {})
            sizes.setdefault(len(branch.nodes), question)
    for key, sizes in found.items():
        if len(sizes) >= SIZES:
            yield key, [sizes[size] for size in sorted(sizes)[-_MOST:]]


def expanded(stage: Stage, client: VroClient, questions: Iterable[Question]) -> Iterator[Expanded]:
    """Ask, in the session of a client, and count remote calls; errors tell nothing."""
    for question in questions:
        before = stage.proxy.counters
        given = ask(stage, question, client)
        if not given.error:
            requests = (stage.proxy.counters - before).requests
            yield Expanded(len(given.objects), requests)
