"""What the class files say about a deed, beside what was seen at run time (M11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harness.pytest_plugin import Inspection, Judge


def judge_code(judge: Judge, inspection: Inspection) -> None:
    """Take over what the static rules found for this check.

    To be called last: where the deed itself was seen, its possibility is no news.
    """
    check = judge.spec.id
    for each in inspection.coverage(check):
        judge.covered(each.what, each.count)
    if not judge.failing:
        judge.take(inspection.of(check))
    if (skip := inspection.skip(check)) is not None:
        judge.note(f"the code was not searched: {skip.reason}")
