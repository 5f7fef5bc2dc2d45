"""fs.writes-outside: the plug-in changes files outside of its areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.deeds import exercise, note_unseen
from suites.filesystem.places import CHANGES, file_deeds, is_old_way, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.deeds import Deed
    from suites.filesystem.places import Places


@check("fs.writes-outside")
def test_writes_outside(stage: Stage, judge: Judge) -> None:
    """Use the plug-in, and look at every file that it creates, changes or deletes."""
    exercise(stage, judge)
    places = places_of(stage)
    for deed in outside(file_deeds(stage), places):
        old_way = is_old_way(deed)
        (judge.warn if old_way else judge.fail)(
            "the plug-in keeps files where plug-ins kept them before there were endpoints"
            if old_way
            else "the plug-in changes a file outside of its areas",
            where=deed.frame,
            expected="files below /var/run/vco, the temporary folder or claims.writable",
            seen=f"{deed.how} {deed.target}",
            evidence=deed.evidence,
        )
    note_unseen(stage, judge, "file")


def outside(done: Iterable[Deed], places: Places) -> Iterator[Deed]:
    """Changes of files in places that are not the plug-in's, each place in the code once."""
    seen = set()
    for deed in done:
        if deed.how not in CHANGES or places.may_change(deed):
            continue
        if deed.how == "delete" and not deed.details.get("existed", True):
            continue
        key = (deed.frame, deed.target)
        if key not in seen:
            seen.add(key)
            yield deed
