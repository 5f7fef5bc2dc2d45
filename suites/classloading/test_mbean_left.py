"""cl.mbean-left: MBeans of the plug-in stay registered, or its names clash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from harness.pytest_plugin import check
from suites.classloading.left import behind, left, report
from suites.removal import removal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage

_CLASH: Final = "javax.management.InstanceAlreadyExistsException"


@check("cl.mbean-left")
def test_mbean_left(stage: Stage, judge: Judge) -> None:
    """Use the plug-in in two sessions, remove it, and look at the MBeans that are left."""
    if stage.finder_types:
        stage.session("second").catalog.all(stage.plugin, stage.finder_types[0])
        judge.covered("second session")
    calls = [item.facts for item in stage.observations("call")]
    for method, frame in clashes(calls):
        judge.fail(
            "the plug-in registers an MBean a second time under the same name",
            where=frame or method,
            expected="a name for each session, or one registration for all",
            seen=f"{_CLASH} out of {method}",
        )
    removal = removal_of(stage, judge)
    for name in left(removal, "mbean:"):
        report(judge, "an MBean of the plug-in stays registered", name, behind(stage, name))


def clashes(calls: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Methods that failed because a name was taken, with the line of the plug-in, each once."""
    seen = set()
    for call in calls:
        exception = call.get("exception")
        while exception:
            place = (str(call.get("method")), str(exception.get("pluginFrame") or ""))
            if exception.get("class") == _CLASH and place not in seen:
                seen.add(place)
                yield place
            exception = exception.get("cause")
