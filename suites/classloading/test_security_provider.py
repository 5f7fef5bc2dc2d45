"""cl.security-provider: the plug-in adds, removes or reorders security providers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.classloading.state import Watched, judge_state

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

WATCHED: Final = Watched(
    {"provider": ("provider", ""), "security:": ("provider", "")},
    "the plug-in changes which cryptography the whole process uses",
)


@check("cl.security-provider")
def test_security_provider(stage: Stage, judge: Judge) -> None:
    """Compare the providers before the plug-in was loaded with those after its use."""
    judge_state(stage, judge, WATCHED)
