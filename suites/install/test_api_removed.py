"""upg.api-removed: scripts of users break because something they use is gone or different."""

from harness.pytest_plugin import Inspection, Judge, check


@check("upg.api-removed")
def test_api_removed(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("upg.api-removed", judge)
