"""Two jars have the same class with different content."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.duplicate-classes")
def test_duplicate_classes(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.duplicate-classes", judge)
