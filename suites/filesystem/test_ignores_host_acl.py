"""fs.ignores-host-acl: scripts reach files through the plug-in that the server keeps from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.filesystem.arguments import ABSOLUTE, probe_of

if TYPE_CHECKING:
    import pytest

    from harness.pytest_plugin import Judge


@check("fs.ignores-host-acl")
def test_ignores_host_acl(request: pytest.FixtureRequest, judge: Judge) -> None:
    """Give every text argument of every script method a path that scripts may not use."""
    probe = probe_of(request)
    if not probe.methods:
        judge.not_exercised("the plug-in has no script method that takes a text")
    judge.covered("methods, with a path that scripts may not use", probe.tried)
    if probe.tried < probe.methods:
        judge.note("not every method was tried", seen=f"{probe.tried} of {probe.methods}")
    for each in probe.opened:
        if each.argument.kind == ABSOLUTE and each.argument.path in each.deed.target:
            judge.fail(
                "the plug-in opens a file for a script that the server's rules forbid to scripts",
                where=each.argument.method,
                expected="files below /var/run/vco or the temporary folder only",
                seen=f"{each.deed.how} {each.deed.target}",
                evidence={"argument": each.argument.path, **each.deed.evidence},
            )
