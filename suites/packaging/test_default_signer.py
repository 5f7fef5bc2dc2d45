"""The content package is signed with the SDK's sample key."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.default-signer")
def test_default_signer(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.default-signer", judge)
