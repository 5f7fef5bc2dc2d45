"""ses.wrong-identity: a call of one user reaches the managed system as another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.session.reaching import probes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from harness.pytest_plugin import Exchange, Judge, Stage
    from suites.session.reaching import Probe

ROUNDS: Final = 3


class Asked(NamedTuple):
    """A call of a user, and the requests that it caused."""

    user: str
    question: str
    requests: tuple[Exchange, ...]


@check("ses.wrong-identity")
def test_wrong_identity(stage: Stage, judge: Judge) -> None:
    """Let two users ask in turns, and see under whose name the requests come."""
    modes = {source.anonymous_login_mode for source in stage.facts.descriptor.datasources}
    if modes <= {"always"}:
        judge.not_exercised("no session gets the name of its user (anonymous-login-mode always)")
    found = [probe for probe in probes(stage, judge) if probe.by_user]
    if not found:
        judge.not_exercised(
            "the inventory does not lead to the managed system", ReasonCode.NEED_MISSING
        )
    users = ("canary-amber", "canary-birch")
    stage.proxy.watch(*users)
    stage.restart_host()  # so that the first session of the plug-in is one of theirs
    asked = list(take_turns(stage, found, users))
    seen = identities(asked, users)
    if not any(seen.values()):
        judge.not_exercised("no request names a user of the server: all come as one account")
    judge.covered("calls whose user the managed system sees", sum(map(bool, seen.values())))
    for number, wrong in strangers(asked, seen):
        judge.fail(
            "a call of one user comes to the managed system as another one",
            where=asked[number].question,
            expected=f"the identity of {asked[number].user}",
            seen=f"the identity of {wrong}",
            evidence={
                "requests": [f"{each.method} {each.path}" for each in asked[number].requests]
            },
        )


def take_turns(stage: Stage, found: Sequence[Probe], users: Sequence[str]) -> Iterator[Asked]:
    """Ask every question as one user and then as the other, a few times."""
    for _ in range(ROUNDS):
        for probe in found:
            for user in users:
                already = len(stage.proxy.exchanges)
                probe.ask(user)
                yield Asked(user, probe.name, stage.proxy.exchanges[already:])


def identities(asked: Sequence[Asked], users: Iterable[str]) -> dict[int, frozenset[str]]:
    """Which users' names or sessions the requests of each call carry.

    A session belongs to whoever is named in the log-in that handed it out.
    """
    known, owners = frozenset(users), dict[str, frozenset[str]]()
    found = {}
    for number, each in enumerate(asked):
        named: set[str] = set()
        for request in each.requests:
            here = request.named & known
            owners |= dict.fromkeys(request.handed, here)
            named |= here
            named.update(*(owners.get(session, frozenset()) for session in request.carried))
        found[number] = frozenset(named)
    return found


def strangers(asked: Sequence[Asked], seen: dict[int, frozenset[str]]) -> Iterator[tuple[int, str]]:
    """Calls that carry the identity of somebody else, the first of each question and user."""
    told = set()
    for number, each in enumerate(asked):
        key = (each.user, each.question)
        for other in sorted(seen[number] - {each.user}):
            if key not in told:
                told.add(key)
                yield number, other
