"""ses.factory-null: createPluginFactory gives null instead of saying what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage

NULL: Final = "gave null"
TROUBLES: Final = ("refused", "401", "500")
"""What is wrong with the managed system while sessions begin."""


@check("ses.factory-null")
def test_factory_null(stage: Stage, judge: Judge) -> None:
    """Begin a session while the managed system is down, refuses the password, or is broken."""
    proxy = stage.proxy
    troubles = TROUBLES if proxy.http else TROUBLES[:1]
    for trouble in troubles:
        already = len(stage.observations("violation"))
        with stage.profile(trouble):
            begin_session(stage, f"factory-null-{trouble}")
        judge.covered("sessions that begin while the managed system is in trouble")
        noticed = stage.observations("violation")[already:]
        for violation in nulls(item.facts for item in noticed):
            judge.fail(
                "createPluginFactory gives null",
                where=f"session that begins with the managed system in state {trouble!r}",
                expected="a factory, or a LoginException or SecurityException with a message",
                seen=str(violation.get("detail")),
                evidence={"call": violation.get("call"), "stack": violation.get("stack")},
            )


def begin_session(stage: Stage, user: str) -> None:
    """Ask for anything, which makes the factory of a new session first."""
    catalog = stage.session(user).catalog
    if stage.finder_types:
        catalog.get(stage.plugin, stage.finder_types[0], "no-such-id")
    else:
        catalog.root(stage.plugin)


def nulls(violations: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Pick the factories that are null."""
    for each in violations:
        if each.get("rule") == "no-factory" and NULL in str(each.get("detail")):
            yield each
