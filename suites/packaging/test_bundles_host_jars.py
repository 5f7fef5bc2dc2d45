"""The plug-in ships libraries the product already has, or lacks some it cannot see."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.bundles-host-jars")
def test_bundles_host_jars(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.bundles-host-jars", judge)
