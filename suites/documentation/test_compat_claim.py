"""doc.compat-claim: releases are claimed that the product does not have or support."""

from harness.pytest_plugin import Inspection, Judge, check


@check("doc.compat-claim")
def test_compat_claim(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("doc.compat-claim", judge)
