"""The code uses internals of the product instead of the SDK."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.internal-api")
def test_internal_api(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.internal-api", judge)
