"""cl.default-authenticator: the plug-in replaces the network defaults of the whole process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.classloading.code import judge_code
from suites.classloading.state import Watched, judge_state

if TYPE_CHECKING:
    from harness.pytest_plugin import Inspection, Judge, Stage

WATCHED: Final = Watched(
    {
        "authenticator": ("default", "Authenticator"),
        "proxy-selector": ("default", "ProxySelector"),
        "cookie-handler": ("default", "CookieHandler"),
        "response-cache": ("default", "ResponseCache"),
        "url:stream-handler-factory": ("default", "URLStreamHandlerFactory"),
        "url:content-handler-factory": ("default", "ContentHandlerFactory"),
    },
    "the plug-in replaces what the whole process uses for its connections",
)


@check("cl.default-authenticator")
def test_default_authenticator(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Compare the defaults before the plug-in was loaded with those after its use."""
    judge_state(stage, judge, WATCHED)
    judge_code(judge, inspection)
