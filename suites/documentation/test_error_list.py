"""doc.error-list: users see error messages that no document explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.checks import ReasonCode
from harness.pytest_plugin import CannotJudgeError, NotExercisedError, check
from suites.documentation.messages import (
    logged_messages,
    thrown_messages,
    undocumented,
    words_of,
)

if TYPE_CHECKING:
    from harness.pytest_plugin import Inspection, Judge, Stage

_SHARE = 0.8
"""Uncalibrated: below this share of explained messages the check warns."""
_SHOWN = 20
_PARTS = 3


@check("doc.error-list")
def test_error_list(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Use the plug-in, also while its managed system is down, and look up what it says then."""
    if inspection.manual is None:
        judge.not_exercised("the case names no documentation archive", ReasonCode.NEED_MISSING)
    judge.covered("runs of the case", len(stage.case_runs()))
    judge.covered("readings of the inventory", read(stage))
    calls = (item.facts for item in stage.observations("call"))
    packages, signature = own_packages(inspection), stage.case.log.signature
    said = [*thrown_messages(calls), *logged_messages(stage.mockvro.log(), packages, signature)]
    kinds = {words_of(message.text) for message in said}
    judge.covered("kinds of messages", len(kinds))
    judge.covered("lines of the documents", len(inspection.manual))
    missing = undocumented(said, inspection.manual)
    if not missing:
        return
    if inspection.unreadable:
        reason = f"the format of {inspection.unreadable[0]} cannot be read"
        raise CannotJudgeError(reason)
    enough = len(missing) <= (1 - _SHARE) * len(kinds)
    (judge.note if enough else judge.warn)(
        f"{len(missing)} of {len(kinds)} kinds of error messages are not explained",
        where=missing[0].where,
        expected="a list of all error messages with meaning and remedy",
        seen=missing[0].text,
        evidence={"messages": [each.text for each in missing[:_SHOWN]]},
    )


def read(stage: Stage) -> int:
    """Read the inventory, and again while nobody listens at the other end; how often."""
    stage.walk()
    try:
        with stage.profile("refused"):
            stage.walk()
    except NotExercisedError:
        return 1
    return 2


def own_packages(inspection: Inspection) -> tuple[str, ...]:
    """Beginnings of the names of the plug-in's own loggers."""
    main = inspection.artifact.main
    sources = main.descriptor.datasources if main and main.descriptor else ()
    named = (each.adaptor_class.split(".") for each in sources if each.adaptor_class)
    return tuple(".".join(parts[:_PARTS]) for parts in named)
