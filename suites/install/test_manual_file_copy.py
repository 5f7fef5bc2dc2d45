"""inst.manual-file-copy: the plug-in works only after somebody has copied a file to the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.filesystem.places import file_deeds, places_of
from suites.filesystem.test_config_in_file import absent, fails

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("inst.manual-file-copy")
def test_manual_file_copy(stage: Stage, judge: Judge) -> None:
    """Run the case on a server that has the artifact only, and look for files that were missed."""
    runs = (*stage.configuration, *stage.case_runs())
    if not runs:
        judge.not_exercised("the case runs no workflow")
    judge.covered("runs of the case", len(runs))
    broken = next((run for run in runs if fails(run)), None)
    deeds = file_deeds(stage)
    judge.covered("files that the plug-in touched", len({deed.target for deed in deeds}))
    for deed in absent(deeds, places_of(stage)) if broken else ():
        judge.fail(
            "the plug-in looks for a file that the installation does not bring, and does not work",
            where=deed.frame,
            expected="everything is in the artifact or comes of workflows",
            seen=f"{deed.target} does not exist; {broken.entry.title!r} ends as {broken.state}"
            if broken
            else "",
            evidence=deed.evidence,
        )
