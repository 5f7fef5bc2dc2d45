"""inv.swallowed-error: a failure of the managed system looks as if there were no objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.checks import Effect
from harness.pytest_plugin import check
from suites.inventory.questions import Question, ask, each_kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.inventory.questions import Given

PROFILES: Final = ("500", "reset", "401")
"""In this order, because a plug-in may give its credentials up after a 401."""

OTHER_PROTOCOLS: Final = ("reset",)
LOUD: Final = ("WARN", "ERROR", "FATAL")


class Tried(NamedTuple):
    """What a question gave while the managed system failed.

    Attributes:
        question: The question, which gives objects otherwise.
        profile: How the managed system failed.
        struck: Whether the question reached the managed system at all.
        quiet: Whether nothing, or an empty list, came without an exception or a mark.
        log: Warnings and errors that were logged during the call.
    """

    question: Question
    profile: str
    struck: bool
    quiet: bool
    log: tuple[str, ...] = ()


@check("inv.swallowed-error")
def test_swallowed_error(stage: Stage, judge: Judge) -> None:
    """Ask what needs the managed system while that refuses, fails or breaks off."""
    proxy = stage.proxy
    questions = [each for each in each_kind(stage, stage.inventory) if needs_system(stage, each)]
    if not questions:
        judge.not_exercised("no finder asks the managed system")
    tried = [
        try_one(stage, question, profile)
        for profile in (PROFILES if proxy.http else OTHER_PROTOCOLS)
        for question in questions
    ]
    judge.covered("finder calls that met a failure", sum(each.struck for each in tried))
    for each, effect in judged(tried, names_of(stage)):
        report = judge.fail if effect is Effect.FAIL else judge.warn
        nothing = "null" if each.question.method == "find" else "an empty list"
        report(
            f"{each.question.method} gives {nothing} where the managed system fails",
            where=f"{each.question}, profile {each.profile}",
            expected="an exception, or a result that says that it is not all",
            seen=nothing if effect is Effect.FAIL else f"{nothing}, and a warning in the log",
            evidence={"log": list(each.log)},
        )


def needs_system(stage: Stage, question: Question) -> bool:
    """Whether a question gives something, and asks the managed system for it."""
    before = stage.proxy.counters
    given = ask(stage, question, stage.session("fresh"))
    return bool(given.objects) and (stage.proxy.counters - before).requests > 0


def try_one(stage: Stage, question: Question, profile: str) -> Tried:
    """Ask one question while the managed system fails."""
    before = stage.proxy.counters
    with stage.profile(profile):
        given = ask(stage, question, stage.client)
    struck = bool((stage.proxy.counters - before).faults)
    quiet = is_quiet(given)
    log = tuple(warnings_of(stage.mockvro.log(), given.answer.calls)) if struck and quiet else ()
    return Tried(question, profile, struck, quiet, log)


def is_quiet(given: Given) -> bool:
    """Whether an answer looks as if there were no objects."""
    return not given.objects and not given.error and not given.partial


def warnings_of(lines: Iterable[dict[str, Any]], calls: Collection[str]) -> Iterator[str]:
    """Pick the warnings and errors that were logged during some host calls."""
    for line in lines:
        if line.get("level") in LOUD and line.get("call") in calls:
            thrown = line.get("thrown") or {}
            what = f"{thrown.get('class')}: {thrown.get('message')}" if thrown else ""
            yield f"{line['level']} {line.get('message')} {what}".strip()


def names_of(stage: Stage) -> tuple[str, ...]:
    """What a line of the log may call the managed system: ids and texts of what lies on top."""
    on_top = stage.inventory.branches[0].nodes
    texts = [str(each) for node in on_top for each in (node.id, *node.properties.values())]
    return (*(text for text in texts if text), f":{stage.proxy.port}")


def judged(tried: Iterable[Tried], names: Collection[str]) -> Iterator[tuple[Tried, Effect]]:
    """Judge; the first of each question stands for all profiles.

    A line of the log that names the managed system is no answer to the caller, but somebody is
    told: a doubt.
    """
    seen = set()
    for each in tried:
        if each.struck and each.quiet and each.question not in seen:
            seen.add(each.question)
            told = any(name in line for line in each.log for name in names)
            yield each, Effect.WARN if told else Effect.FAIL
