"""scr.leaks-java: the plug-in hands a script something that breaks out of its sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check
from suites.scripting.live import Reading, live_subjects, read_all, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.scripting.live import Seen, Subject

_WAYS = ("getClass()", "getClass().getClassLoader()", "getClass().forName('java.lang.Runtime')")
"""How a script gets out through an object of which it may call everything."""


class Leak(NamedTuple):
    """Something in the hands of a script, and the reading that put it there."""

    reading: Reading
    java_class: str


@check("scr.leaks-java")
def test_leaks_java(stage: Stage, judge: Judge) -> None:
    """Read declared members for what leads outside, then try the members of every Java object."""
    wanted = readings(stage)
    seen = read_all(stage, judge, wanted)
    judge.covered("declared members read", len(seen))
    for leak in leaks(seen):
        judge.fail(
            "a declared member gives a script what leads out of its sandbox",
            where=leak.reading.where,
            expected="values and objects of the plug-in",
            seen=f"an object of class {leak.java_class}",
            evidence={"script": leak.reading.whole},
        )
    tries = [each for subject in live_subjects(stage) for each in attempts(subject)]
    tried = read_all(stage, judge, tries)
    judge.covered("ways out tried", len(tried))
    for leak in leaks(tried):
        judge.note(
            "a member that nobody declared leads out of the sandbox, since strict is not true",
            where=leak.reading.where,
            seen=f"an object of class {leak.java_class}",
            evidence={"script": leak.reading.whole},
        )


def attempts(subject: Subject) -> Iterator[Reading]:
    """What a script may try on an object."""
    for way in _WAYS:
        yield Reading(subject, way, "method", "", f"subject.{way}")


def leaks(seen: Iterable[Seen]) -> Iterator[Leak]:
    """What the host noticed in the hands of scripts, once for each member and class."""
    found = {
        Leak(each.reading, str(fact.get("class"))): None
        for each in seen
        for fact in each.noticed
        if fact.get("fact") == "java-leak"
    }
    yield from found
