"""JUnit reports: one folded from the judgement, and pytest's own without the host's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from harness.bundle.agreement import PROPERTY
from harness.checks.finding import Effect, Outcome
from harness.errors import HarnessError
from harness.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.checks.verdict import Result

_ELEMENT: Final = {
    Outcome.FAILED: "failure",
    Outcome.ERROR: "error",
    Outcome.NOT_EXERCISED: "skipped",
}


def render_junit(results: Sequence[Result]) -> bytes:
    """Write one test case for each check, with the check as a property."""
    suite = etree.Element("testsuite", name="vroaccept", tests=str(len(results)))
    for outcome, plural in (
        (Outcome.FAILED, "failures"),
        (Outcome.ERROR, "errors"),
        (Outcome.NOT_EXERCISED, "skipped"),
    ):
        count = sum(result.outcome.outcome is outcome for result in results)
        suite.set(plural, str(count))
    suite.set("time", _seconds(sum(result.outcome.ms for result in results)))
    suite.extend(_case(result) for result in results)
    root = etree.Element("testsuites")
    root.append(suite)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _case(result: Result) -> etree._Element:
    outcome = result.outcome
    area, _, name = outcome.check.partition(".")
    case = etree.Element("testcase", classname=area, name=name, time=_seconds(outcome.ms))
    properties = etree.SubElement(case, "properties")
    etree.SubElement(properties, "property", name=PROPERTY, value=outcome.ref)
    if outcome.outcome in _ELEMENT:
        mark = etree.SubElement(case, _ELEMENT[outcome.outcome])
        mark.set("message", printable(outcome.reason or result.spec.title))
    texts = finding_lines(result)
    if texts:
        etree.SubElement(case, "system-out").text = "\n".join(texts)
    return case


def finding_lines(result: Result) -> list[str]:
    """Say every finding in one printable line."""
    return [
        printable(
            f"{item.effect}: {item.summary}"
            + (f" [{item.where}]" if item.where else "")
            + (f" expected: {item.expected}" if item.expected else "")
            + (f" seen: {item.seen}" if item.seen else "")
        )
        for item in result.outcome.findings
        if item.effect is not Effect.NOTE
    ]


def _seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.3f}"


def scrub_junit(data: bytes) -> bytes:
    """Take the name of the host out of a report that pytest wrote.

    Raises:
        HarnessError: It is not XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise HarnessError(f"the JUnit report is broken: {exc}") from exc
    for element in root.iter("testsuite"):
        if "hostname" in element.attrib:
            del element.attrib["hostname"]
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
