"""Class files need a newer Java than a claimed release has."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.java-level")
def test_java_level(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.java-level", judge)
