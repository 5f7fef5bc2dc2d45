"""A VMware mark or product name is part of the plug-in's name."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.trademark-in-name")
def test_trademark_in_name(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.trademark-in-name", judge)
