"""vso.xml names classes or members that are not in the plug-in."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.adaptor-class-missing")
def test_adaptor_class_missing(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.adaptor-class-missing", judge)
