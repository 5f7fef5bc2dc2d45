"""Calls into the plug-in that hung once in this run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from harness.client import HasChildren, Listing, Lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harness.client import Observation
    from harness.pytest_plugin.runs import WorkflowRun

A = TypeVar("A", Listing, Lookup, HasChildren)


class Hangs:
    """Keeps a run from waiting for the same hang again.

    Every hang costs its whole limit and the stage that it happens on. So a kind of call that hung
    is not made a second time in this process: the answer of the first stands for it.
    ``inv.no-timeout`` reports the hang, all other checks go on with what answers.

    Attributes:
        cut_runs: The runs of the case up to the one in which the plug-in hung or killed its host;
            None while that has not happened.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], Listing | Lookup | HasChildren] = {}
        self._calls: list[dict[str, Any]] = []
        self.cut_runs: tuple[WorkflowRun, ...] | None = None

    @property
    def calls(self) -> tuple[dict[str, Any], ...]:
        """Observations of calls that hung on stages that are gone, each with its ``stage``."""
        return tuple(self._calls)

    def remember(self, stage: str, calls: Iterable[Observation]) -> None:
        """Keep what a stage knows about calls that hung before it is closed."""
        self._calls.extend(
            {**call.facts, "stage": stage}
            for call in calls
            if call.kind == "call-hung" or call.facts.get("outcome") == "deadline"
        )

    def ask(self, kind: tuple[str, ...], question: Callable[[], A]) -> A:
        """Ask, unless a call of this kind hung before.

        Args:
            kind: Method, type, and relation if there is one.
            question: Makes the call.

        Returns:
            The answer; a repeated one names no host calls.
        """
        known = self._known.get(kind)
        if known is not None:
            return known  # type: ignore[return-value]  # the method in the kind decides the class
        given = question()
        if given.answer.hung:
            silent = msgspec.structs.replace(given.answer, headers={})
            self._known[kind] = msgspec.structs.replace(given, answer=silent)
        return given
