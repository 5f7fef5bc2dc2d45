"""fs.path-traversal: an argument of a script leads to files outside of the plug-in's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.filesystem.arguments import BACKSLASH, CLIMBING, ENCODED, NUL, climbs, probe_of

if TYPE_CHECKING:
    import pytest

    from harness.pytest_plugin import Judge

KINDS: Final = (CLIMBING, BACKSLASH, NUL, ENCODED)


@check("fs.path-traversal")
def test_path_traversal(request: pytest.FixtureRequest, judge: Judge) -> None:
    """Give every text argument of every script method a path that climbs."""
    probe = probe_of(request)
    if not probe.methods:
        judge.not_exercised("the plug-in has no script method that takes a text")
    judge.covered("methods, with paths that climb in four ways", probe.tried)
    if probe.tried < probe.methods:
        judge.note("not every method was tried", seen=f"{probe.tried} of {probe.methods}")
    for each in probe.opened:
        if each.argument.kind in KINDS and climbs(each):
            judge.fail(
                "a path in an argument leads out of the folder that the method uses",
                where=each.argument.method,
                expected=f"a file below {each.base}" if each.base else "a path that is checked",
                seen=f"{each.deed.how} {each.deed.target}",
                evidence={"argument": each.argument.path, **each.deed.evidence},
            )
