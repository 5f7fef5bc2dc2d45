"""cl.locale-timezone: the plug-in changes default locale, time zone or charset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.classloading.state import Watched, judge_state

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

WATCHED: Final = Watched(
    {
        "locale": ("default", "Locale"),
        "timezone": ("default", "TimeZone"),
        "charset": ("property", "file.encoding"),
    },
    "the plug-in changes language, time zone or charset of the whole process",
)


@check("cl.locale-timezone")
def test_locale_timezone(stage: Stage, judge: Judge) -> None:
    """Compare the defaults before the plug-in was loaded with those after its use."""
    judge_state(stage, judge, WATCHED)
