"""inv.find-throws-npe: an unknown or malformed id makes find() fail with a programming error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.checks import Effect
from harness.pytest_plugin import check
from suites.inventory.malformed import malformed_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage, Submission

PROGRAMMING_ERRORS: Final = frozenset(
    {
        "java.lang.NullPointerException",
        "java.lang.ArrayIndexOutOfBoundsException",
        "java.lang.StringIndexOutOfBoundsException",
        "java.lang.IndexOutOfBoundsException",
        "java.lang.ClassCastException",
    }
)
_SHOWN: Final = 60


class Thrown(NamedTuple):
    """What find() threw for an id, as ``docs/host-protocol.md`` tells exceptions."""

    type: str
    id: str
    exception: dict[str, Any]


@check("inv.find-throws-npe")
def test_find_throws_npe(stage: Stage, judge: Judge, submission: Submission) -> None:
    """Ask every declared type for ids without form, and look at what comes instead of null."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    for thrown, effect in worst(ask(stage, judge, submission.seed)):
        told = thrown.exception
        report = judge.fail if effect is Effect.FAIL else judge.warn
        report(
            f"find() of {thrown.type} answers an id that it cannot know with "
            + ("a programming error" if effect is Effect.FAIL else "an error that says nothing"),
            where=f"{thrown.type}, id {shortened(thrown.id)!r}",
            expected="null, or an exception that names the id or the type",
            seen=f"{told.get('class')}: {told.get('message')} at {told.get('pluginFrame')}",
            evidence={"exception": told, "id": shortened(thrown.id), "length": len(thrown.id)},
        )


def ask(stage: Stage, judge: Judge, seed: int) -> Iterator[Thrown]:
    """Look ids of every type up; yield what was thrown."""
    nodes = stage.inventory.nodes
    for type_name in stage.finder_types:
        known = {node.id for node in nodes if node.type == type_name and node.id}
        for malformed in malformed_ids(seed, known):
            answer = stage.find(type_name, malformed).answer
            if answer.hung:  # inv.no-timeout judges that; each further one would cost its limit
                break
            judge.covered("malformed ids")
            for call in stage.calls_of(answer):
                if call.facts.get("outcome") == "exception":
                    yield Thrown(type_name, malformed, call.facts["exception"])
        else:
            judge.covered("malformed ids")
            yield from ask_empty(stage, type_name)


def ask_empty(stage: Stage, type_name: str) -> Iterator[Thrown]:
    """Ask for the empty id, which no REST path can hold, as a script does."""
    full = f"{stage.plugin}:{type_name}".replace("\\", "\\\\").replace('"', '\\"')
    given = stage.mockvro.script(stage.plugin, f'Server.findForType("{full}", "");')
    exception = (given.error or {}).get("exception")
    if exception:
        yield Thrown(type_name, "", exception)


def worst(answers: Iterable[Thrown]) -> Iterator[tuple[Thrown, Effect]]:
    """Judge each answer; keep one of each type, exception and effect."""
    seen = set()
    for thrown in answers:
        effect = effect_of(thrown)
        key = (thrown.type, thrown.exception.get("class"), effect)
        if effect is not None and key not in seen:
            seen.add(key)
            yield thrown, effect


def effect_of(thrown: Thrown) -> Effect | None:
    """Judge what was thrown; None when it is a decent answer.

    A programming error is none, whatever its message says. Another exception is decent when it
    names the id or the type; else a programming error below it counts, and a text that helps
    nobody is a doubt, unless there was no id to name.
    """
    outer, *causes = chain(thrown.exception)
    if outer.get("class") in PROGRAMMING_ERRORS:
        return Effect.FAIL
    if names(str(outer.get("message") or ""), thrown):
        return None
    if any(cause.get("class") in PROGRAMMING_ERRORS for cause in causes):
        return Effect.FAIL
    return Effect.WARN if thrown.id else None


def names(message: str, thrown: Thrown) -> bool:
    """Whether a message says which object was asked for."""
    start = thrown.id[:_SHOWN]
    return thrown.type.lower() in message.lower() or (bool(start) and start in message)


def chain(exception: dict[str, Any] | None) -> list[dict[str, Any]]:
    """An exception and its causes, outermost first."""
    found = []
    while exception:
        found.append(exception)
        exception = exception.get("cause")
    return found


def shortened(text: str) -> str:
    """The start of an id; some are long on purpose."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
