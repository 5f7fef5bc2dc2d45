"""The plug-in ships libraries that the product already has in another version."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.bundles-host-jars")
def test_bundles_host_jars(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.bundles-host-jars", judge)
