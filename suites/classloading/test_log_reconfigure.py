"""cl.log-reconfigure: the plug-in reconfigures the logging of the whole process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.classloading.state import Watched, changes, report
from suites.deeds import deeds_of, state_after_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.classloading.state import Change

WATCHED: Final = Watched(
    {"jul:": ("logging", ""), "log4j:": ("logging", "")},
    "the plug-in reconfigures logging that is not its own",
)
_SEGMENTS: Final = 3
"""Segments of a package whose loggers are the plug-in's own (``docs/host-protocol.md``)."""


@check("cl.log-reconfigure")
def test_log_reconfigure(stage: Stage, judge: Judge) -> None:
    """Compare levels and outputs before the plug-in was loaded with those after its use."""
    state = state_after_use(stage, judge)
    loggers = [key for key in state.get("state") or {} if WATCHED.concerns(key)]
    judge.covered("loggers with a level or output", len(loggers))
    own = packages(stage)
    found = list(foreign(changes(state), own))
    done = [deed for deed in deeds_of(stage) if WATCHED.about(deed)]
    # a level is set by a method of its logger, which is no deed of the process
    for each in found if not done else ():
        judge.fail(
            WATCHED.summary,
            where=each.key,
            expected=f"{each.key}: {each.before}",
            seen=f"{each.key}: {each.after}",
        )
    if done:
        report(judge, WATCHED, found, done)


def packages(stage: Stage) -> frozenset[str]:
    """Beginnings of the packages of the classes that the descriptor names."""
    descriptor = stage.facts.descriptor
    named = (
        *(each.adaptor_class for each in descriptor.datasources),
        *(each.java_class for each in descriptor.finders),
        *(each.java_class for each in descriptor.objects),
    )
    return frozenset(
        ".".join(name.split(".")[:-1][:_SEGMENTS]) for name in named if name and "." in name
    )


def foreign(changed: Iterable[Change], own: Iterable[str]) -> Iterator[Change]:
    """Changes of loggers that do not lie in packages of the plug-in."""
    for each in changed:
        _, is_logger, name = each.key.partition(":")
        below = any(name == package or name.startswith(f"{package}.") for package in own)
        if WATCHED.concerns(each.key) and is_logger and not below:
            yield each
