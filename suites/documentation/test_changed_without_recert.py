"""doc.changed-without-recert: a submission is called equivalent although its code changed."""

from harness.pytest_plugin import Inspection, Judge, check


@check("doc.changed-without-recert")
def test_changed_without_recert(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("doc.changed-without-recert", judge)
