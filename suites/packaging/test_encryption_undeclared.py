"""pkg.encryption-undeclared: the plug-in encrypts, and its documents do not mention it."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.encryption-undeclared")
def test_encryption_undeclared(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.encryption-undeclared", judge)
