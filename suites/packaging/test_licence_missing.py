"""pkg.licence-missing: bundled libraries come without a licence, or with a forbidden one."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.licence-missing")
def test_licence_missing(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.licence-missing", judge)
