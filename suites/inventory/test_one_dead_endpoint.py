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
    listed = {question: keys for question in tops(both.stage) if (keys := if_both(both, question))}
    if not listed:
        judge.not_exercised("no listing asks both endpoints", ReasonCode.NOT_APPLICABLE)
    questions = tuple(listed)
    sides = sides_of(both.alone, both.stage.inventory, content_reader(both.stage))
    first, second = both.proxies
    of_first = {
        each: frozenset(k for k in keys if k in sides.first) for each, keys in listed.items()
    }
    tried = [try_one(both, each, second, "refused", of_first[each]) for each in questions]
    tried += [
        try_one(both, each, first, "refused", listed[each] - of_first[each]) for each in questions
    ]
    hung = questions[0]
    timed = both.stage.clock.time(lambda: try_one(both, hung, second, "black-hole", of_first[hung]))
    judge.covered("listings with one dead endpoint", len(tried) + 1)
    judge.measure(
        f"{hung.method} while one endpoint hangs",
        timed.seconds,
        "s",
        DOCUMENTED[f"finder.{hung.method}"],
        documented=True,
        where=str(hung),
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


def if_both(both: TwoEndpoints, question: Question) -> frozenset[Key]:
    """The objects of a listing; none when it does not need both endpoints."""
    before = [proxy.counters for proxy in both.proxies]
    given = ask(both.stage, question, both.stage.client)
    later = zip(both.proxies, before, strict=True)
    asked = all((proxy.counters - earlier).requests for proxy, earlier in later)
    return given.keys if asked else frozenset()


def try_one(
    both: TwoEndpoints, question: Question, dead: FaultProxy, profile: str, wanted: frozenset[Key]
) -> Tried:
    """List while one endpoint is dead.

    Args:
        both: The two endpoints.
        question: The listing.
        dead: The proxy before the dead one.
        profile: How it is dead.
        wanted: Objects of the other one that the listing has otherwise.
    """
    with dead.profile(profile):
        given = ask(both.stage, question, both.stage.client)
    told = given.partial or any(warnings_of(both.stage.mockvro.log(), given.answer.calls))
    name = "first" if dead is both.proxies[0] else "second"
    return Tried(question, profile, name, tuple(sorted(wanted - given.keys)), given.error, told)
