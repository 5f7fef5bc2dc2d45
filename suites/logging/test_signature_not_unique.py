"""log.signature-not-unique: two releases leave the same signature in the log."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from harness.checks import ReasonCode
from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Judge, Upgrade
    from suites.logging.lines import Line


@check("log.signature-not-unique")
def test_signature_not_unique(upgrade: Upgrade, judge: Judge) -> None:
    """Look for the signature of this release in what the earlier one logged."""
    pattern = upgrade.stage.case.log.signature
    if not pattern:
        judge.not_exercised("the case gives no log.signature", ReasonCode.NEED_MISSING)
    upgrade.require_started()
    change = when(upgrade.stage.began())
    earlier = [line for line in upgrade.stage.mockvro.log() if when(line["at"]) < change]
    if not earlier:
        judge.not_exercised("the earlier release logs nothing", ReasonCode.NOTHING_COVERED)
    judge.covered("lines of the earlier release", len(earlier))
    if shared := signed(earlier, re.compile(pattern)):
        judge.fail(
            "the earlier release leaves the signature of this one in the log",
            where="log",
            expected="signatures that differ in the date and in the version (programme guide)",
            seen=shared,
        )


def when(text: str) -> datetime:
    """A point in time of a line or an observation."""
    return datetime.fromisoformat(text)


def signed(lines: Iterable[Line], pattern: re.Pattern[str]) -> str:
    """The first text that is the signature; empty when there is none."""
    found = (pattern.search(str(line.get("message"))) for line in lines)
    return next((match[0] for match in found if match), "")
