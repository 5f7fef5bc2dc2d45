"""upg.workflow-id-changed: a library workflow has another id than before."""

from harness.pytest_plugin import Inspection, Judge, check


@check("upg.workflow-id-changed")
def test_workflow_id_changed(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("upg.workflow-id-changed", judge)
