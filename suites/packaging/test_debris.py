"""Rests of a build or an editor, or written-down credentials were shipped."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.debris")
def test_debris(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.debris", judge)
