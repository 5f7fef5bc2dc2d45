"""The code uses classes or members that the product does not have."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.api-missing")
def test_api_missing(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.api-missing", judge)
