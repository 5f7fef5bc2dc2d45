"""pkg.hot-fix-not-distinct: two different files have the same version, build and date."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.hot-fix-not-distinct")
def test_hot_fix_not_distinct(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.hot-fix-not-distinct", judge)
