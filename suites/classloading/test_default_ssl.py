"""cl.default-ssl: the plug-in replaces the TLS defaults of the whole process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.classloading.code import judge_code
from suites.classloading.state import Watched, judge_state

if TYPE_CHECKING:
    from harness.pytest_plugin import Inspection, Judge, Stage

WATCHED: Final = Watched(
    {
        "ssl:context": ("default", "SSLContext"),
        "ssl:hostname-verifier": ("default", "HostnameVerifier"),
        "ssl:socket-factory": ("default", "SSLSocketFactory"),
    },
    "the plug-in replaces what the whole process uses for TLS",
)


@check("cl.default-ssl")
def test_default_ssl(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Compare the defaults before the plug-in was loaded with those after its use."""
    judge_state(stage, judge, WATCHED)
    judge_code(judge, inspection)
