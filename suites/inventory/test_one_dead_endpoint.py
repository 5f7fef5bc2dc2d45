"""inv.one-dead-endpoint: one endpoint that does not answer spoils the listing of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.inventory.both import require_two, sides_of
from suites.inventory.content import content_reader
from suites.inventory.questions import Question, ask, tops
from suites.inventory.test_no_timeout import DOCUMENTED
from suites.inventory.test_swallowed_error import warnings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from harness.pytest_plugin import FaultProxy, Judge, TwoEndpoints
    from suites.inventory.both import Sides
    from suites.inventory.content import Key

PROFILES: Final = ("refused", "black-hole")


class Tried(NamedTuple):
    """A listing while one endpoint is dead.

    Attributes:
        question: The listing.
        profile: How the endpoint is dead.
        dead: ``first`` or ``second``.
        missing: Objects of the living one that it does not have.
        error: What it threw.
        told: Whether it says that it is not all, or the log does.
    """

    question: Question
    profile: str
    dead: str
    missing: tuple[Key, ...]
    error: str
    told: bool


@check("inv.one-dead-endpoint")
def test_one_dead_endpoint(shared_endpoints: TwoEndpoints, judge: Judge) -> None:
    """Let the second endpoint refuse, then the first, then let one hang, and list everything."""
    both = shared_endpoints
    require_two(both, judge)
    sides = sides_of(both.alone, both.stage.inventory, content_reader(both.stage))
    questions = [each for each in tops(both.stage) if asks_both(both, each)]
    if not questions:
        judge.not_exercised("no listing asks both endpoints", ReasonCode.NOT_APPLICABLE)
    first, second = both.proxies
    tried = [try_one(both, each, second, "refused", sides) for each in questions]
    tried += [try_one(both, each, first, "refused", sides) for each in questions]
    timed = both.stage.clock.time(lambda: try_one(both, questions[0], second, "black-hole", sides))
    judge.covered("listings with one dead endpoint", len(tried) + 1)
    judge.measure(
        f"{questions[0].method} while one endpoint hangs",
        timed.seconds,
        "s",
        DOCUMENTED[f"finder.{questions[0].method}"],
        documented=True,
        where=str(questions[0]),
    )
    report(judge, (*tried, timed.value))


def report(judge: Judge, tried: Iterable[Tried]) -> None:
    """File what is missing as failures, what nobody is told as doubts."""
    for each in first_of_each(tried, lambda one: bool(one.missing)):
        judge.fail(
            "one dead endpoint spoils the listing of all",
            where=f"{each.question}, the {each.dead} endpoint: {each.profile}",
            expected="the objects of the endpoint that answers",
            seen=each.error or f"without {', '.join('/'.join(key) for key in each.missing[:5])}",
        )
    for each in first_of_each(tried, lambda one: not one.missing and not one.told):
        judge.warn(
            "nobody is told that an endpoint does not answer",
            where=f"{each.question}, the {each.dead} endpoint: {each.profile}",
            expected="a result that says that it is not all, or a warning in the log",
            seen="the objects of the other endpoint, as if there were no more",
        )


def first_of_each(tried: Iterable[Tried], wanted: Callable[[Tried], bool]) -> Iterator[Tried]:
    """Pick the first of each question."""
    seen = set()
    for each in tried:
        if wanted(each) and each.question not in seen:
            seen.add(each.question)
            yield each


def asks_both(both: TwoEndpoints, question: Question) -> bool:
    """Whether a listing needs both endpoints."""
    before = [proxy.counters for proxy in both.proxies]
    ask(both.stage, question, both.stage.client)
    later = zip(both.proxies, before, strict=True)
    return all((proxy.counters - earlier).requests for proxy, earlier in later)


def try_one(
    both: TwoEndpoints, question: Question, dead: FaultProxy, profile: str, sides: Sides
) -> Tried:
    """List while one endpoint is dead."""
    first_is_dead = dead is both.proxies[0]
    with dead.profile(profile):
        given = ask(both.stage, question, both.stage.client)
    wanted = expected_keys(both, question, sides, first_is_dead=first_is_dead)
    missing = tuple(sorted(wanted - given.keys))
    told = given.partial or any(warnings_of(both.stage.mockvro.log(), given.answer.calls))
    name = "first" if first_is_dead else "second"
    return Tried(question, profile, name, missing, given.error, told)


def expected_keys(
    both: TwoEndpoints, question: Question, sides: Sides, *, first_is_dead: bool
) -> set[Key]:
    """Objects of the living endpoint that the listing had when both lived."""
    source = f"findAll({question.type})" if question.method == "findAll" else "root"
    listed = {
        node.key
        for branch in both.stage.inventory.branches
        if branch.source == source
        for node in branch.nodes
    }
    return {key for key in listed if (key in sides.first) is not first_is_dead}
