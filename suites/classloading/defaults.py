"""What the whole process uses unless it is told otherwise, and a plug-in may replace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from suites.classloading.code import judge_code
from suites.classloading.state import Watched, judge_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from harness.pytest_plugin import Inspection, Judge, Stage


def _defaults(what: str, targets: Mapping[str, str]) -> Watched:
    """Look at what the process uses for something, by beginnings of the keys of the state."""
    return Watched(
        {key: ("default", target) for key, target in targets.items()},
        f"the plug-in replaces what the whole process uses for {what}",
    )


CONNECTIONS: Final = _defaults(
    "its connections",
    {
        "authenticator": "Authenticator",
        "proxy-selector": "ProxySelector",
        "cookie-handler": "CookieHandler",
        "response-cache": "ResponseCache",
        "url:stream-handler-factory": "URLStreamHandlerFactory",
        "url:content-handler-factory": "ContentHandlerFactory",
    },
)
TLS: Final = _defaults(
    "TLS",
    {
        "ssl:context": "SSLContext",
        "ssl:hostname-verifier": "HostnameVerifier",
        "ssl:socket-factory": "SSLSocketFactory",
    },
)


def judge_defaults(stage: Stage, inspection: Inspection, judge: Judge, watched: Watched) -> None:
    """Compare the defaults before the plug-in was loaded with those after its use."""
    judge_state(stage, judge, watched)
    judge_code(judge, inspection)
