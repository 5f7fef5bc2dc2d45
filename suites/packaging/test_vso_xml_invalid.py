"""vso.xml cannot be read by the product, or contradicts itself."""

from harness.pytest_plugin import Inspection, Judge, check


@check("pkg.vso-xml-invalid")
def test_vso_xml_invalid(inspection: Inspection, judge: Judge) -> None:
    """Fold what the static rules found."""
    inspection.report("pkg.vso-xml-invalid", judge)
