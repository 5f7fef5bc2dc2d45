"""doc.install-guide: there is no guide for installation and configuration, or it lacks parts."""

from harness.pytest_plugin import Inspection, Judge, check


@check("doc.install-guide")
def test_install_guide(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("doc.install-guide", judge)
