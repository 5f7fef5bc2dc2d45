"""pkg.known-cve: a bundled library has known vulnerabilities."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.known-cve")
def test_known_cve(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.known-cve", judge)
