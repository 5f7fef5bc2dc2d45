"""The plug-in has no version that can be compared."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.version-missing")
def test_version_missing(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.version-missing", judge)
