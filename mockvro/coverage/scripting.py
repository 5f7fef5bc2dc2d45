"""The page about the members of the scripting API."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, get_args

from mockvro.coverage.markdown import MADE, table
from mockvro.scripting.coverage import State, coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockvro.scripting.coverage import Row

STATES: tuple[State, ...] = get_args(State)


def totals() -> Iterator[tuple[object, ...]]:
    """State, number of members, number of uses; then all."""
    members, uses = _members(coverage()), Counter[str]()
    for row in coverage():
        uses[row.state] += row.uses
    yield from ((state, members[state], uses[state]) for state in STATES)
    yield "all", members.total(), uses.total()


def _members(rows: Iterable[Row]) -> Counter[str]:
    return Counter(row.state for row in rows)


def lines() -> Iterator[str]:
    """The page."""
    yield "# Coverage of the scripting API"
    yield ""
    yield MADE
    yield ""
    yield "*real*: answered as the product answers, as far as that is known. *partial*: the last"
    yield "column says what is missing or unverified. *not simulated*: a script that uses it ends"
    yield "with the name of the member and these words. Uses are accesses in 3,902 published"
    yield "scripts. Standard objects of JavaScript are those of the engine."
    yield ""
    yield from table(("state", "members", "uses"), totals())
    yield ""
    yield "## Classes and namespaces"
    yield ""
    yield from table(("name", *STATES), _owners())
    yield ""
    yield "## Members that are not real"
    yield ""
    yield from table(("member", "uses", "state", "missing"), _lacking())


def _owners() -> Iterator[tuple[object, ...]]:
    for owner, rows in groupby(coverage(), key=lambda row: row.owner):
        counted = _members(rows)
        yield (f"`{owner}`", *(counted[state] or "" for state in STATES))


def _lacking() -> Iterator[tuple[object, ...]]:
    for row in coverage():
        if row.state != "real":
            yield f"`{row.owner}.{row.member}`", row.uses or "", row.state, row.note
