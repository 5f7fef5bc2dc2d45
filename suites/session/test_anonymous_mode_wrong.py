"""ses.anonymous-mode-wrong: a session without credentials trips over their absence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage

WITHOUT: Final = frozenset({"always", "internal"})
"""Modes in which some sessions get neither name nor password."""
ABSENT: Final = frozenset({"java.lang.NullPointerException", "java.lang.IllegalArgumentException"})
"""What missing arguments are answered with when nobody thought of them."""


@check("ses.anonymous-mode-wrong")
def test_anonymous_mode_wrong(stage: Stage, judge: Judge) -> None:
    """Ask in a session of the server's own, and compare with a session of a user."""
    modes = {source.anonymous_login_mode for source in stage.facts.descriptor.datasources}
    if not modes & WITHOUT:
        judge.not_exercised("every session gets the name and password of its user (mode never)")
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    for name in stage.finder_types:
        ours = exceptions_of(stage, name, internal=True)
        judge.covered("questions in a session without credentials")
        for thrown in new_ones(ours, exceptions_of(stage, name, internal=False), modes):
            judge.fail(
                "a session without credentials fails because there are none",
                where=f"{name}, {thrown.get('pluginFrame')}",
                expected=f"an answer: the descriptor says {', '.join(sorted(modes))}",
                seen=f"{thrown.get('class')}: {thrown.get('message')}",
                evidence={"exception": thrown},
            )
            return


def exceptions_of(stage: Stage, type_name: str, *, internal: bool) -> list[dict[str, Any]]:
    """List the objects of a type, in the server's own session or the user's; what was thrown."""
    asked = stage.mockvro.find_all(stage.plugin, type_name, internal=internal)
    calls = stage.calls_of(asked.answer)
    return [each.facts["exception"] for each in calls if each.facts.get("exception")]


def new_ones(
    ours: Iterable[dict[str, Any]], users: Iterable[dict[str, Any]], modes: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """Exceptions about something missing that a session with credentials does not meet.

    Where no session gets any, those count that come while a factory is made.
    """
    never = "always" in modes
    known = {place(each) for each in users}
    for each in ours:
        if each.get("class") in ABSENT and (
            makes_factory(each) if never else place(each) not in known
        ):
            yield each


def place(thrown: dict[str, Any]) -> tuple[object, object]:
    """What and where."""
    return thrown.get("class"), thrown.get("pluginFrame")


def makes_factory(thrown: dict[str, Any]) -> bool:
    """Whether it came while a factory was made, which is where credentials arrive."""
    return any("createPluginFactory" in str(line) for line in thrown.get("stack") or ())
