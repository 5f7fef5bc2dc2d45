"""uninst.loader-pinned: the memory of a removed plug-in is never given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.checks import Severity
from harness.pytest_plugin import check, restarts_by_itself
from suites.install.gone import gone_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, LoaderFate, Stage, Submission


@check("uninst.loader-pinned")
def test_loader_pinned(stage: Stage, submission: Submission, judge: Judge) -> None:
    """See whether the class loader goes away after the removal (M2)."""
    fate = gone_from(stage, judge).loader
    if fate.collected:
        return
    holders = suspects(fate)
    file = judge.fail if fate.path or holders else judge.note
    file(
        "the class loader of the plug-in stays in memory after its removal",
        where=fate.path[0] if fate.path else (holders[0] if holders else "class loader"),
        expected="nothing outside of the plug-in holds its objects",
        seen=" -> ".join(fate.path) or ", ".join(holders) or "no path was found",
        severity=None if restarts_by_itself(submission) else Severity.MAJOR,
        evidence={"path": list(fate.path), "holders": holders, "collections": fate.gcs},
    )


def suspects(fate: LoaderFate) -> list[str]:
    """What holds it, by kind."""
    named: Iterable[str] = (f"{each.kind} {each.what}" for each in fate.holders)
    return list(named)
