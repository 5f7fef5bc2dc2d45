"""cl.shutdown-hook: the plug-in registers shutdown hooks of the JVM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.deeds import deeds_of, of, state_after_use

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_KEY: Final = "shutdown-hook:"
_OF_JAVA: Final = ("java.", "javax.", "sun.", "jdk.", "com.sun.")


@check("cl.shutdown-hook")
def test_shutdown_hook(stage: Stage, judge: Judge) -> None:
    """Use the plug-in, and look at the hooks that its code registers."""
    state = state_after_use(stage, judge).get("state") or {}
    there = {key.removeprefix(_KEY).partition("@")[0] for key in state if key.startswith(_KEY)}
    for deed in of(deeds_of(stage), "shutdown-hook", "add"):
        if deed.target not in there:
            judge.note(
                "the plug-in registers a shutdown hook and takes it back",
                where=deed.frame,
                seen=deed.target,
            )
        elif deed.target.startswith(_OF_JAVA) and deed.target != _PLAIN:
            judge.note(
                "the JDK registers a shutdown hook for the plug-in",
                where=deed.frame,
                seen=deed.target,
            )
        else:
            judge.fail(
                "the plug-in registers a shutdown hook, which outlives it",
                where=deed.frame,
                expected="an end in uninstallPluginFactory",
                seen=deed.target,
                evidence=deed.evidence,
            )


_PLAIN: Final = "java.lang.Thread"
"""The class of a hook whose code is given as a Runnable."""
