"""cl.default-authenticator: the plug-in replaces the network defaults of the whole process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.classloading.defaults import CONNECTIONS, judge_defaults

if TYPE_CHECKING:
    from harness.pytest_plugin import Inspection, Judge, Stage


@check("cl.default-authenticator")
def test_default_authenticator(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Compare the defaults before the plug-in was loaded with those after its use."""
    judge_defaults(stage, inspection, judge, CONNECTIONS)
