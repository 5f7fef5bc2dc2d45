"""The plug-in ships or loads machine code."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.native-code")
def test_native_code(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.native-code", judge)
