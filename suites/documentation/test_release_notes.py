"""Release notes are missing or incomplete."""

from harness.pytest_plugin import Inspection, Judge, check


@check("doc.release-notes")
def test_release_notes(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("doc.release-notes", judge)
