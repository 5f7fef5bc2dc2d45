"""wf.no-undo: a run that fails half-way leaves something behind and does not say so."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.workflow.driving import Driver, candidates, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.workflow.driving import Driven

WORKFLOWS: Final = 2
"""Workflows that are spoiled; each costs as many runs as it has requests."""
CALLS: Final = 4
"""Requests of one run that are spoiled, one at a time."""


@check("wf.no-undo")
def test_no_undo(stage: Stage, judge: Judge) -> None:
    """Spoil each request after the first that changes something, one run for each."""
    _ = stage.proxy
    if not stage.case.workflow:
        judge.not_exercised("the case runs no workflow", ReasonCode.NEED_MISSING)
    driver, tried = Driver(stage), 0
    for entry in candidates(stage):
        whole = driver.drive(entry)
        numbers = tuple(islice(spoilable(whole), CALLS)) if whole and whole.made else ()
        tried += bool(numbers)
        for number in numbers:
            spoilt = driver.drive(entry, refused(number))
            if spoilt is not None and spoilt.struck:
                judge.covered("runs that failed half-way", spoilt.state == "failed")
                report(judge, spoilt, number)
        if tried == WORKFLOWS:
            break
    if not tried:
        judge.not_exercised(
            "no workflow of the case asks anything more after it has made an object"
        )


def spoilable(whole: Driven) -> Iterator[int]:
    """Numbers of the requests after the first one that changes something."""
    for first in whole.writes[:1]:
        yield from range(first + 1, len(whole.exchanges))


def report(judge: Judge, spoilt: Driven, number: int) -> None:
    """What is left must be named in the error or the log of the run."""
    if spoilt.state != "failed":
        return
    for (type_name, object_id), name in unnamed(spoilt).items():
        judge.fail(
            "a run that fails half-way leaves an object behind that it does not name",
            where=f"workflow {spoilt.entry.title}, request {number + 1}",
            expected="the object is removed again, or the error says that it is left",
            seen=f"{type_name} {name or object_id} is left; error: {spoilt.error}",
            evidence={"requests": [f"{each.method} {each.path}" for each in spoilt.exchanges]},
        )


def unnamed(spoilt: Driven) -> dict[tuple[str, str], str]:
    """Objects that are left and that neither error nor log name, by id or name."""
    text = f"{spoilt.error}\n{spoilt.log}"
    return {
        key: name
        for key, name in spoilt.made.items()
        if key[1] not in text and not (name and name in text) and not _part_named(key[1], text)
    }


def _part_named(object_id: str, text: str) -> bool:
    """Whether the last part of a composed id is named."""
    last = object_id.replace("/", ":").rpartition(":")[2]
    return len(last) > 3 and last in text
