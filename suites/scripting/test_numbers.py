"""scr.numbers: numbers and ids lose digits on their way through a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.scripting.live import first_ids, live_subjects, read_all, readings
from suites.scripting.round_trips import judge_trips, round_trips, writable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.scripting.live import Seen

EXACT: Final = 2**53
"""Whole numbers beyond it are not all different in a script."""
VALUES: Final = (
    "0",
    "-1",
    "16777217",
    "2147483648",
    "4294967297",
    "9007199254740991",
    "9007199254740992",
)
_NEAR: Final = 2048
"""As far as a number of 64 bits may be from what a script sees of it."""


@check("scr.numbers")
def test_numbers(stage: Stage, judge: Judge) -> None:
    """Write whole numbers and read them back; look at the numbers that objects have."""
    attributes = writable(stage, ("number", "long", "double", "float", "int"))
    wanted = [(attribute, value) for attribute in attributes for value in VALUES]
    judge_trips(judge, round_trips(stage, judge, wanted), "number")
    numbers = [each for each in readings(stage) if each.kind == "attribute"]
    ids = {name: key[1] for name, key in longest_ids(stage).items()}
    for seen in read_all(stage, judge, numbers):
        for number in whole_numbers(seen):
            judge.covered("numbers of objects")
            report(judge, seen, number, ids.get(seen.reading.subject.script_name, ""))
    if not attributes and not numbers:
        judge.not_exercised("the plug-in declares no attribute")


def longest_ids(stage: Stage) -> dict[str, tuple[str, str]]:
    """The objects that are read (see :func:`suites.scripting.live.first_ids`)."""
    known = {subject.script_name for subject in live_subjects(stage)}
    return {name: key for name, key in first_ids(stage).items() if name in known}


def whole_numbers(seen: Seen) -> Iterator[float]:
    """The number that was read, if it is one without a fraction."""
    value = seen.value.get("number") if isinstance(seen.value, dict) else None
    if isinstance(value, int | float) and float(value).is_integer():
        yield float(value)


def report(judge: Judge, seen: Seen, number: float, object_id: str) -> None:
    """File a number that is too large; a loss is proved when the id of the object has it whole."""
    if abs(number) < EXACT:
        return
    whole = lost(number, object_id)
    if whole is not None:
        judge.fail(
            "a number loses digits in a script",
            where=seen.reading.where,
            expected=str(whole),
            seen=f"{int(number)}",
            evidence={"id": object_id},
        )
    else:
        judge.warn(
            "a number is too large for a script, which may see another one",
            where=seen.reading.where,
            expected="whole numbers below 2^53, or text",
            seen=f"{int(number)}",
        )


def lost(number: float, object_id: str) -> int | None:
    """The number in an id that a script sees as another one; None when there is none."""
    for digits in re.findall(r"\d{16,19}", object_id):
        whole = int(digits)
        if 0 < abs(whole - int(abs(number))) <= _NEAR:
            return whole
    return None
