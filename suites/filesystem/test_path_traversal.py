"""fs.path-traversal: an argument of a script leads to files outside of the plug-in's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.filesystem.arguments import BACKSLASH, CLIMBING, ENCODED, NUL, climbs
from suites.filesystem.probing import blame, opened_files

if TYPE_CHECKING:
    import pytest

    from harness.pytest_plugin import Judge

KINDS: Final = (CLIMBING, BACKSLASH, NUL, ENCODED)


@check("fs.path-traversal")
def test_path_traversal(request: pytest.FixtureRequest, judge: Judge) -> None:
    """Give every text argument of every script method a path that climbs."""
    summary = "a path in an argument leads out of the folder that the method uses"
    for each in opened_files(request, judge, "paths that climb in four ways"):
        if each.argument.kind in KINDS and climbs(each):
            expected = f"a file below {each.base}" if each.base else "a path that is checked"
            blame(judge, each, summary, expected=expected)
