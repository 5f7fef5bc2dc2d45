"""What a person reads after a run, and the report files that go into the bundle."""

from harness.printable import printable
from harness.report.bundle_results import check_results
from harness.report.ctrf import render_ctrf, scrub_ctrf
from harness.report.digests import digests_text
from harness.report.environment import python_lock, system_facts
from harness.report.findings import render_findings, render_own
from harness.report.junit import render_junit, scrub_junit
from harness.report.page import render_page
from harness.report.reproduction import Reproduction
from harness.report.summary import RunLabels, render_summary

__all__ = [
    "Reproduction",
    "RunLabels",
    "check_results",
    "digests_text",
    "printable",
    "python_lock",
    "render_ctrf",
    "render_findings",
    "render_junit",
    "render_own",
    "render_page",
    "render_summary",
    "scrub_ctrf",
    "scrub_junit",
    "system_facts",
]
