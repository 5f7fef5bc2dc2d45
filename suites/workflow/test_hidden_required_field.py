"""A required field of a form is never shown."""

from harness.pytest_plugin import Inspection, Judge, check


@check("wf.hidden-required-field")
def test_hidden_required_field(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("wf.hidden-required-field", judge)
