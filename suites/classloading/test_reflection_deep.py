"""cl.reflection-deep: the plug-in opens what the JDK or the server keep closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.classloading.code import judge_code
from suites.deeds import deeds_of, exercise, of

if TYPE_CHECKING:
    from harness.pytest_plugin import Inspection, Judge, Stage
    from suites.deeds import Deed


@check("cl.reflection-deep")
def test_reflection_deep(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Use the plug-in on a JVM that opens nothing, and look at what it tries to open."""
    exercise(stage, judge)
    for deed in of(deeds_of(stage), "reflection"):
        if refused(deed):
            judge.fail(
                "the plug-in opens private parts of the JDK, which newer Java refuses",
                where=deed.frame,
                expected="the public API",
                seen=f"setAccessible on {deed.target}",
                evidence=deed.evidence,
            )
        else:
            judge.note(
                "the plug-in opens private parts of the JDK or the server, and may on this Java",
                where=deed.frame,
                seen=f"setAccessible on {deed.target}",
                evidence=deed.evidence,
            )
    judge_code(judge, inspection)


def refused(deed: Deed) -> bool:
    """Whether a Java that opens nothing refuses it.

    The observer has packages of the JDK opened for itself, so that this JVM does not always refuse.
    The module ``jdk.unsupported`` is open to everybody on purpose.
    """
    if deed.details.get("refused"):
        return True
    modifiers = deed.target.split(" ")[:-1]
    member = deed.target.rpartition(" ")[2]
    return member.startswith(_CLOSED) and "public" not in modifiers


_CLOSED: Final = ("java.", "javax.", "jdk.internal.", "com.sun.", "sun.net.", "sun.security.")
