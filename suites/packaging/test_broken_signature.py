"""The signature of a content package does not verify."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.broken-signature")
def test_broken_signature(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.broken-signature", judge)
