"""cl.default-ssl: the plug-in replaces the TLS defaults of the whole process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.classloading.defaults import TLS, judge_defaults

if TYPE_CHECKING:
    from harness.pytest_plugin import Inspection, Judge, Stage


@check("cl.default-ssl")
def test_default_ssl(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Compare the defaults before the plug-in was loaded with those after its use."""
    judge_defaults(stage, inspection, judge, TLS)
