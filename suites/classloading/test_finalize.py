"""cl.finalize: the plug-in relies on finalizers."""

from harness.pytest_plugin import Inspection, Judge, check


@check("cl.finalize")
def test_finalize(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("cl.finalize", judge)
