"""fs.ignores-host-acl: scripts reach files through the plug-in that the server keeps from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.filesystem.arguments import ABSOLUTE
from suites.filesystem.probing import blame, opened_files

if TYPE_CHECKING:
    import pytest

    from harness.pytest_plugin import Judge


@check("fs.ignores-host-acl")
def test_ignores_host_acl(request: pytest.FixtureRequest, judge: Judge) -> None:
    """Give every text argument of every script method a path that scripts may not use."""
    for each in opened_files(request, judge, "a path that scripts may not use"):
        if each.argument.kind == ABSOLUTE and each.argument.path in each.deed.target:
            blame(
                judge,
                each,
                "the plug-in opens a file for a script that the server's rules forbid to scripts",
                expected="files below /var/run/vco or the temporary folder only",
            )
