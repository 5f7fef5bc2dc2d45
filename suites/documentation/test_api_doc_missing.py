"""What scripts see has no description."""

from harness.pytest_plugin import Inspection, Judge, check


@check("doc.api-doc-missing")
def test_api_doc_missing(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("doc.api-doc-missing", judge)
