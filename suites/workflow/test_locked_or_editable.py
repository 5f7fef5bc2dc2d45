"""Shipped workflows or actions can be edited, or nothing says what they do."""

from harness.pytest_plugin import Inspection, Judge, check


@check("wf.locked-or-editable")
def test_locked_or_editable(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("wf.locked-or-editable", judge)
