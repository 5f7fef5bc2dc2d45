"""wf.not-idempotent-resume: a step that is repeated after a restart does its work twice."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.workflow.driving import Driver, answer_lost, candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.workflow.driving import Driven

WORKFLOWS: Final = 2
"""Workflows that are interrupted; each costs a restart."""


class Pair(NamedTuple):
    """A workflow that ran undisturbed, and once with a restart in the middle of an element."""

    whole: Driven
    resumed: Driven


@check("wf.not-idempotent-resume")
def test_not_idempotent_resume(stage: Stage, judge: Judge) -> None:
    """Lose the answer to the first change, restart then, and compare what is there afterwards.

    The server repeats the element that was under way, and no other.
    """
    _ = stage.proxy
    if not stage.case.workflow:
        judge.not_exercised("the case runs no workflow", ReasonCode.NEED_MISSING)
    for pair in islice(interrupted(stage, judge), WORKFLOWS):
        judge.covered("workflows interrupted between effect and checkpoint")
        for type_name, (once, twice) in doubled(pair).items():
            judge.fail(
                "a step that is repeated after a restart makes another object",
                where=f"workflow {pair.whole.entry.title}",
                expected=f"{once} new objects of type {type_name}, as without a restart",
                seen=f"{twice} new objects",
                evidence={
                    "state": pair.resumed.state,
                    "error": pair.resumed.error,
                    "requests": [f"{each.method} {each.path}" for each in pair.resumed.exchanges],
                },
            )


def interrupted(stage: Stage, judge: Judge) -> Iterator[Pair]:
    """Run what makes objects, twice; end the check when nothing does."""
    making = 0
    driver = Driver(stage)
    for entry in candidates(stage):
        whole = driver.drive(entry)
        if whole is None or not whole.made or not whole.writes:
            continue
        making += 1
        rule = answer_lost(whole.exchanges[whole.writes[0]])
        resumed = driver.drive(entry, rule, stage.restart_host)
        if resumed is not None and resumed.struck and resumed.made:
            yield Pair(whole, resumed)
    if not making:
        judge.not_exercised("no workflow of the case makes an object that the inventory shows")


def doubled(pair: Pair) -> dict[str, tuple[int, int]]:
    """How many objects of a type came undisturbed and with a restart, where that is more."""
    counts = (
        (kind, _count(pair.whole, kind), _count(pair.resumed, kind))
        for kind in sorted({key[0] for key in pair.resumed.made})
    )
    return {kind: (once, twice) for kind, once, twice in counts if twice > once}


def _count(driven: Driven, kind: str) -> int:
    return sum(key[0] == kind for key in driven.made)
