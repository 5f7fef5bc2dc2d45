"""doc.support-process: the documents do not say how to get support."""

from harness.pytest_plugin import Inspection, Judge, check


@check("doc.support-process")
def test_support_process(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("doc.support-process", judge)
