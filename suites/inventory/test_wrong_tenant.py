"""inv.wrong-tenant: what is asked about one managed system is answered from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import Node, check
from suites.inventory.both import MOST, require_two, sides_of
from suites.inventory.content import content_reader
from suites.inventory.questions import Question, about, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from harness.pytest_plugin import Judge, TwoEndpoints, VroClient
    from suites.inventory.both import Sides
    from suites.inventory.content import Content

    Reader = Callable[[Node], Content]


class Told(NamedTuple):
    """What came of a question about an object of one managed system.

    Attributes:
        question: The question.
        of_first: Whether the object belongs to the first one.
        contents: Contents of the objects that came; None for an error.
        requests: Remote calls to the first and to the second.
    """

    question: Question
    of_first: bool
    contents: frozenset[Content] | None
    requests: tuple[int, int]


@check("inv.wrong-tenant")
def test_wrong_tenant(shared_endpoints: TwoEndpoints, judge: Judge) -> None:
    """Ask about both in one order, and after a restart as another user in the other order."""
    both = shared_endpoints
    require_two(both, judge)
    content = content_reader(both.stage)
    sides = sides_of(both.alone, both.stage.inventory, content)
    questions = tuple(pick(both, sides))
    if not questions:
        judge.not_exercised("no type has objects of both endpoints", ReasonCode.NOTHING_COVERED)
    client = both.stage.client
    once = [tell(both, each, client, content) for each in questions]
    both.stage.restart_host()
    other = both.stage.session("another")
    again = [tell(both, each, other, content) for each in reversed(questions)]
    judge.covered("questions about objects of two endpoints", len(once) + len(again))
    for told in from_the_wrong_one((*once, *again)):
        if not list(from_the_wrong_one([tell(both, told[:2], other, content)])):
            continue  # something else was asked there at the same time
        judge.fail(
            "an answer about one endpoint comes from the other",
            where=str(told.question),
            expected=f"remote calls to the {'first' if told.of_first else 'second'} endpoint",
            seen=f"remote calls to the {'second' if told.of_first else 'first'} endpoint only",
        )
    for told, other_contents in mixed_up(once, again):
        judge.fail(
            "an answer about one endpoint holds objects of the other",
            where=str(told.question),
            expected=shown(other_contents),
            seen=shown(told.contents or ()),
        )


def pick(both: TwoEndpoints, sides: Sides) -> Iterator[tuple[Question, bool]]:
    """Choose objects of types that both have, first those of the first; and what to ask."""
    nodes = [node for node in both.stage.inventory.nodes if node.type in sides.types and node.id]
    for of_first in (True, False):
        mine = [node for node in nodes if (node.key in sides.first) is of_first]
        for type_name in sorted(sides.types):
            for node in [each for each in mine if each.type == type_name][:MOST]:
                yield from ((question, of_first) for question in about(both.stage, node))


def tell(
    both: TwoEndpoints, asked: tuple[Question, bool], client: VroClient, content: Reader
) -> Told:
    """Ask, and count the remote calls."""
    question, of_first = asked
    before = [proxy.counters for proxy in both.proxies]
    given = ask(both.stage, question, client)
    first, second = (
        (proxy.counters - earlier).requests
        for proxy, earlier in zip(both.proxies, before, strict=True)
    )
    nodes = (
        Node(type=each.type, id=each.id, listed_in=str(question), properties=each.properties)
        for each in given.objects
    )
    contents = None if given.error else frozenset(filter(None, map(content, nodes)))
    return Told(question, of_first, contents, (first, second))


def from_the_wrong_one(told: Iterable[Told]) -> Iterator[Told]:
    """Pick, for each kind of question, the first answer for which only the other was asked."""
    seen = set()
    for each in told:
        own, other = each.requests if each.of_first else reversed(each.requests)
        kind = (each.question.method, each.question.type, each.question.relation)
        if each.contents and other and not own and kind not in seen:
            seen.add(kind)
            yield each


def mixed_up(
    once: Sequence[Told], again: Sequence[Told]
) -> Iterator[tuple[Told, frozenset[Content]]]:
    """Pick answers that hold what belongs to the other side, the first of each kind.

    The truth about the first is what came of it in the first pass, when nothing about the second
    had been asked, and the other way round in the second pass.

    Yields:
        The answer, and what the true one holds.
    """
    other_pass = {each.question: each for each in again}
    pairs = [
        (other_pass[each.question], each) if each.of_first else (each, other_pass[each.question])
        for each in once
    ]
    of_side = {side: truth_about(pairs, of_first=side) for side in (True, False)}
    seen = set()
    for told, truth in pairs:
        strange = (told.contents or frozenset()) - (truth.contents or frozenset())
        foreign = strange & of_side[not told.of_first] - of_side[told.of_first]
        kind = (told.question.method, told.question.type, told.question.relation)
        if foreign and truth.contents is not None and kind not in seen:
            seen.add(kind)
            yield told, truth.contents


def truth_about(pairs: Iterable[tuple[Told, Told]], *, of_first: bool) -> frozenset[Content]:
    """Everything that true answers about one side hold."""
    answers = (truth for _, truth in pairs if truth.of_first is of_first)
    return frozenset(content for each in answers for content in each.contents or ())


def shown(contents: Iterable[Content]) -> str:
    """Contents for people."""
    return "; ".join(sorted(", ".join(value for _, value in each) for each in contents)) or "none"
