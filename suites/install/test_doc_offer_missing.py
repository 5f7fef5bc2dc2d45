"""inst.doc-offer-missing: after the installation nothing leads to the documentation."""

from harness.pytest_plugin import Inspection, Judge, check


@check("inst.doc-offer-missing")
def test_doc_offer_missing(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("inst.doc-offer-missing", judge)
