"""There is no licence for the user to accept, or only the template's."""

from harness.pytest_plugin import Inspection, Judge, check


@check("doc.eula-missing")
def test_eula_missing(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("doc.eula-missing", judge)
