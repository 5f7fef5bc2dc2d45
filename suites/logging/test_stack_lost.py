"""log.stack-lost: of an error only the text is logged, not what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.logging.lines import GRAVE, at, names_exception, shown
from suites.logging.outage import read_without_backend

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("log.stack-lost")
def test_stack_lost(stage: Stage, judge: Judge) -> None:
    """Look at what is logged while nobody is at the other end."""
    lines = at(read_without_backend(stage).lines, GRAVE)
    if not lines:
        judge.not_exercised("nothing was logged at WARN or above, which log.level-abuse judges")
    judge.covered("lines about an error", len(lines))
    if not any(names_exception(line) for line in lines):
        judge.fail(
            "the log does not say which exception it was",
            where=str(lines[0].get("logger")),
            expected="the exception, with its class and stack, as the last argument of the logger",
            seen=shown(lines[0]),
            evidence={"lines": len(lines)},
        )
