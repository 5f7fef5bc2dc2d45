"""The summary as one HTML page: no script, nothing loaded, everything escaped (threat T15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from harness.printable import printable
from harness.report.findings import coverage_text
from harness.report.summary import counts_line, notable

if TYPE_CHECKING:
    from harness.checks.verdict import Judgement
    from harness.report.summary import RunLabels


def render_page(judgement: Judgement, labels: RunLabels) -> str:
    """Render the whole judgement; unlike the console summary nothing is left out."""
    environment = Environment(
        loader=PackageLoader("harness.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["printable"] = printable
    environment.filters["coverage"] = coverage_text
    return environment.get_template("summary.html").render(
        judgement=judgement,
        labels=labels,
        counts=counts_line(judgement.results),
        notable=notable(judgement.results),
        reproduction=labels.reproduction,
    )
