"""scr.null-argument: a method cannot cope with a missing or senseless argument."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check
from suites.scripting.live import Reading, live_subjects, read_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.scripting.live import Seen, Subject

_SENSELESS: Final = ("null", "undefined", "NaN", "{}")
_NPE: Final = re.compile(r"\bjava\.lang\.NullPointerException\b:?(?P<text>.*)", re.DOTALL)
_OF_THE_JVM: Final = re.compile(r"^\s*(null\b|Cannot \w+ )")
"""Messages that the JVM makes by itself."""


class Attempt(NamedTuple):
    """A call without sense, and the names of the parameters."""

    reading: Reading
    parameters: tuple[str, ...]


@check("scr.null-argument")
def test_null_argument(stage: Stage, judge: Judge) -> None:
    """Call every declared method with nothing but senseless arguments, and with none."""
    wanted = tuple(attempts(stage))
    if not wanted:
        judge.not_exercised("no declared method takes an argument")
    parameters = {attempt.reading: attempt.parameters for attempt in wanted}
    seen = read_all(stage, judge, parameters)
    judge.covered("calls", len(seen))
    for each in seen:
        if broken(each, parameters[each.reading]):
            judge.fail(
                "a missing argument ends in a NullPointerException",
                where=each.reading.where,
                expected="an error that names the argument",
                seen=each.error,
                evidence={"script": each.reading.whole},
            )
    for reading in unfinished(parameters, seen):
        answer = stage.mockvro.script(
            stage.plugin, f"try {{ {reading.whole}; }} catch (e) {{ return null; }}"
        )
        if answer.error is not None and not answer.answer.hung:
            judge.fail(
                "a senseless argument ends the element; no script can catch that",
                where=reading.where,
                seen=str(answer.error.get("message")),
                evidence={"script": reading.whole, "exception": answer.error.get("exception")},
            )
        if stage.lost():
            return


def attempts(stage: Stage) -> Iterator[Attempt]:
    """The calls, all those of one object together."""
    for subject in live_subjects(stage):
        declared = stage.facts.descriptor.scripting_object(subject.script_name)
        for method in declared.methods if declared else ():
            names = tuple(each.name for each in method.parameters)
            if not method.static and names:
                yield from (
                    Attempt(reading, names) for reading in calls(subject, method.script_name, names)
                )


def calls(subject: Subject, method: str, parameters: Iterable[str]) -> Iterator[Reading]:
    """One call for each senseless value in the place of all arguments, and one with none."""
    count = len(tuple(parameters))
    for given in (*((value,) * count for value in _SENSELESS), ()):
        call = f"{method}({', '.join(given)})"
        yield Reading(subject, call, "method", "", f"subject.{call}")


def broken(seen: Seen, parameters: Iterable[str]) -> bool:
    """Whether an error is a NullPointerException that does not tell what was missing."""
    found = _NPE.search(seen.error)
    if found is None:
        return False
    text = found["text"]
    told = any(re.search(rf"\b{re.escape(name)}\b", text) for name in parameters)
    return not told or _OF_THE_JVM.match(text) is not None


def unfinished(wanted: Iterable[Reading], seen: Iterable[Seen]) -> Iterator[Reading]:
    """Calls of scripts that did not come to their end."""
    done = {each.reading for each in seen}
    yield from (reading for reading in wanted if reading not in done)
