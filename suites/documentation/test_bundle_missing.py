"""There is no separate documentation archive, or documents lie inside the dar."""

from harness.pytest_plugin import Inspection, Judge, check


@check("doc.bundle-missing")
def test_bundle_missing(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("doc.bundle-missing", judge)
