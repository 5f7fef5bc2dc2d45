"""A relation, inventory root or reference names a type that is not declared."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.dangling-type")
def test_dangling_type(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.dangling-type", judge)
