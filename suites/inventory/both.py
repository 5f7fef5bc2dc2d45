"""Whose object is whose, when the plug-in is connected to two managed systems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from suites.inventory.content import contents_by_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from harness.pytest_plugin import Judge, Node, Snapshot, TwoEndpoints
    from suites.inventory.content import Content, Key

MOST: Final = 8
"""Objects of each type and side that are looked at one by one."""


class Sides(NamedTuple):
    """The inventory with one managed system, and with two.

    Attributes:
        first: Contents of each object while only the first was connected; nothing changed there
            since, so that all that is new belongs to the second.
        now: Contents of each object with both.
    """

    first: Mapping[Key, Mapping[Content, str]]
    now: Mapping[Key, Mapping[Content, str]]

    @property
    def new(self) -> tuple[Key, ...]:
        """Ids that only the second one can have brought."""
        return tuple(key for key in self.now if key not in self.first)

    @property
    def shared(self) -> tuple[Key, ...]:
        """Ids that an object of the first has, and that show a second content now."""
        return tuple(
            key
            for key, contents in self.now.items()
            if key in self.first and len(contents) > 1 and set(contents) - set(self.first[key])
        )

    @property
    def types(self) -> frozenset[str]:
        """Types of which each managed system has objects of its own."""
        return frozenset(key[0] for key in self.new) & frozenset(key[0] for key in self.first)

    def contents_of_first(self) -> frozenset[Content]:
        """Everything that the first managed system is known to show."""
        return frozenset(each for contents in self.first.values() for each in contents)

    def contents_of_second(self) -> frozenset[Content]:
        """What only the second one can have brought."""
        known = self.contents_of_first()
        return frozenset(each for found in self.now.values() for each in found if each not in known)


def sides_of(alone: Snapshot, both: Snapshot, content: Callable[[Node], Content]) -> Sides:
    """Compare the two readings."""
    return Sides(contents_by_key(alone, content), contents_by_key(both, content))


def require_two(both: TwoEndpoints, judge: Judge) -> None:
    """Make sure that the plug-in is connected to the second managed system.

    Raises:
        NotExercisedError: It is not.
    """
    states = [run.state for run in both.runs if run.state != run.entry.expect.state]
    if states:
        judge.not_exercised(
            f"the second endpoint could not be configured: {states[0]}", ReasonCode.NOTHING_COVERED
        )
