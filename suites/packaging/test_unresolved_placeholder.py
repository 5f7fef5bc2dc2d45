"""Build placeholders were shipped in vso.xml."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.unresolved-placeholder")
def test_unresolved_placeholder(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.unresolved-placeholder", judge)
