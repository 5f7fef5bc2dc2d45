"""inst.bad-element-name: names of elements or folders that the import cannot take."""

from harness.pytest_plugin import Inspection, Judge, check


@check("inst.bad-element-name")
def test_bad_element_name(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found; inst.partial-package compares names after the import."""
    inspection.report("inst.bad-element-name", judge)
