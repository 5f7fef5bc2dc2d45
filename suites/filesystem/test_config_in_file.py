"""fs.config-in-file: the plug-in needs a file that somebody has to write by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.checks import Effect
from harness.pytest_plugin import check
from suites.filesystem.places import file_deeds, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage, WorkflowRun
    from suites.deeds import Deed
    from suites.filesystem.places import Places


@check("fs.config-in-file")
def test_config_in_file(stage: Stage, judge: Judge) -> None:
    """Look for files that the plug-in misses before the case runs, and whether it works then."""
    places = places_of(stage)
    missed = list(absent(file_deeds(stage), places))
    judge.covered("start of the plug-in")
    judge.covered("runs of the configuration", len(stage.configuration))
    if not missed:
        return
    runs = (*stage.configuration, *stage.case_runs())
    broken = next((run for run in runs if fails(run)), None)
    for deed in missed:
        effect = Effect.WARN if broken is None else Effect.FAIL
        (judge.fail if effect is Effect.FAIL else judge.warn)(
            "the plug-in looks for a file that nobody has written",
            where=deed.frame,
            expected="settings in the plug-in's workflows and endpoint configurations",
            seen=f"{deed.target} does not exist, and {outcome(broken)}",
            evidence=deed.evidence,
        )


def absent(done: Iterable[Deed], places: Places) -> Iterator[Deed]:
    """Files that were looked for and were not there, and that the plug-in does not make itself."""
    deeds = list(done)
    made = {deed.target for deed in deeds if deed.how in ("create", "write", "move")}
    seen: set[str] = set()
    for deed in deeds:
        looked = deed.how in ("read", "probe") and deed.details.get("existed") is False
        if looked and not places.may_miss(deed) and deed.target not in made | seen:
            seen.add(deed.target)
            yield deed


def fails(run: WorkflowRun) -> bool:
    """Whether a run of the case ends in another state than it should."""
    return bool(run.problem) or run.state != run.entry.expect.state


def outcome(broken: WorkflowRun | None) -> str:
    """How the case goes without the file."""
    if broken is None:
        return "the case works without it"
    return f"{broken.entry.title!r} ends as {broken.state}"
