"""Descriptor, package, file name or documents name different versions."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.version-disagrees")
def test_version_disagrees(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.version-disagrees", judge)
