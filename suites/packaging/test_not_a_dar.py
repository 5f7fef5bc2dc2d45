"""The file is no plug-in archive that the product can read."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.not-a-dar")
def test_not_a_dar(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.not-a-dar", judge)
