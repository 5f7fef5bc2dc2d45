"""What the checks of paths in arguments have in common: one probe, and findings of one form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suites.filesystem.arguments import probe_of

if TYPE_CHECKING:
    import pytest

    from harness.pytest_plugin import Judge
    from suites.filesystem.arguments import Opened


def opened_files(request: pytest.FixtureRequest, judge: Judge, given: str) -> tuple[Opened, ...]:
    """File what the probe covers, and give the files that were opened.

    Args:
        request: That of the check.
        judge: Takes the coverage.
        given: The paths that the check is about.
    """
    probe = probe_of(request)
    if not probe.methods:
        judge.not_exercised("the plug-in has no script method that takes a text")
    judge.covered(f"methods, with {given}", probe.tried)
    if probe.tried < probe.methods:
        judge.note("not every method was tried", seen=f"{probe.tried} of {probe.methods}")
    return probe.opened


def blame(judge: Judge, each: Opened, summary: str, *, expected: str) -> None:
    """File that a method opens a file that it must not."""
    judge.fail(
        summary,
        where=each.argument.method,
        expected=expected,
        seen=f"{each.deed.how} {each.deed.target}",
        evidence={"argument": each.argument.path, **each.deed.evidence},
    )
