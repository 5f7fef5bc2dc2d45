"""doc.checksums: the download page is silent or wrong about the file."""

from harness.pytest_plugin import Inspection, Judge, check


@check("doc.checksums")
def test_checksums(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("doc.checksums", judge)
