"""fs.temp-left: temporary files of the plug-in remain when it is removed."""

from __future__ import annotations

import glob
import posixpath
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.deeds import note_unseen
from suites.filesystem.places import area, file_deeds
from suites.removal import removal_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.deeds import Deed

_MAKES = ("create", "write", "move")


@check("fs.temp-left")
def test_temp_left(stage: Stage, judge: Judge) -> None:
    """Use the plug-in, remove it, and look for the temporary files that it made."""
    removal = removal_of(stage, judge)
    note_unseen(stage, judge, "file")
    for deed in remaining(file_deeds(stage), removal.files):
        judge.fail(
            "a temporary file of the plug-in remains after its removal",
            where=deed.frame,
            expected="deleted when it is not needed any more; deleteOnExit() comes too late",
            seen=deed.target,
            evidence=deed.evidence,
        )


def remaining(done: Iterable[Deed], files: Collection[str]) -> Iterator[Deed]:
    """Files of the temporary folder that the plug-in made and that are still there.

    Args:
        done: What was done to files.
        files: What is there, relative to the working folder of the JVM.
    """
    seen = set()
    for deed in done:
        path = posixpath.normpath(deed.target)
        if deed.how not in _MAKES or path in seen or area(deed) != "temp":
            continue
        seen.add(path)
        if matching(path, files):
            yield deed


def matching(path: str, files: Iterable[str]) -> bool:
    """Whether a file is there; ``*`` in the path stands for what the JDK makes up."""
    parts = path.split("/")
    for file in files:
        tail = "/".join(parts[-len(file.split("/")) :])
        if fnmatchcase(file, glob.escape(tail).replace("[*]", "*")):
            return True
    return False
