"""cl.jdbc-driver-left: JDBC drivers of the plug-in stay registered after its removal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.classloading.left import behind, left, report
from suites.removal import removal_of

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("cl.jdbc-driver-left")
def test_jdbc_driver_left(stage: Stage, judge: Judge) -> None:
    """Use the plug-in, remove it, and look at the drivers that the JVM knows."""
    removal = removal_of(stage, judge)
    for name in left(removal, "driver:"):
        report(judge, "a JDBC driver of the plug-in stays registered", name, behind(stage, name))
