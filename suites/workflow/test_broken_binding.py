"""A workflow refers to an item, variable, action or type that does not exist."""

from harness.pytest_plugin import Inspection, Judge, check


@check("wf.broken-binding")
def test_broken_binding(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("wf.broken-binding", judge)
