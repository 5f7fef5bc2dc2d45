"""An icon, package or other file that vso.xml names is missing."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.resource-missing")
def test_resource_missing(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.resource-missing", judge)
