from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from harness.checks import Effect, Finding, Outcome, Severity
from harness.checks.outcome import ReasonCode
from harness.checks.verdict import Judgement, Result, Verdict
from harness.report import RunLabels, render_page, render_summary
from harness.report.reproduction import Reproduction
from harness.report.summary import MAX_CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable

LABELS = RunLabels(
    artifact="acme.vmoapp",
    plan="certification-1.0",
    bundle="out/acme.vroaccept.zip",
    details="out/report.html",
    seconds=12.4,
)


def test_the_summary_of_a_rejection(judgement: Judgement) -> None:
    assert render_summary(judgement, LABELS).plain == (
        "REJECTED  acme.vmoapp  certification-1.0\n"
        "1 failed, 1 error, 1 warned, 1 passed, 1 not applicable in 12 s\n"
        "\n"
        "✗ pkg.bad  major  Title of pkg.bad\n"
        "    what   bad \\u001b[31m<script>alert(1)</script>\\u202e\n"
        "    where  VSO-INF/vso.xml:3\n"
        "    seen   ${project.version}\n"
        "    what   also\n"
        "    why    Guide on pkg.bad\n"
        "    change Change pkg.bad.\n"
        "\n"
        "? pkg.dead  error  Title of pkg.dead\n"
        "    reason took \\u0000 too long\n"
        "\n"
        "! pkg.odd  warned  Title of pkg.odd\n"
        "    what   odd\n"
        "    why    Guide on pkg.odd\n"
        "    change Change pkg.odd.\n"
        "\n"
        "Bundle   out/acme.vroaccept.zip\n"
        "Details  out/report.html\n"
    )


def test_an_acceptance_is_four_lines(result: Callable[..., Result]) -> None:
    accepted = Judgement(
        verdict=Verdict.ACCEPTED, reasons=(), results=(result("a.b", Outcome.PASSED),)
    )
    labels = RunLabels(artifact="a.dar", plan="quick-1.0", bundle="b.zip")
    text = render_summary(accepted, labels).plain
    assert text == "ACCEPTED  a.dar  quick-1.0\n1 passed\n\nBundle   b.zip\n"


def test_many_findings_still_fit_one_screen(result: Callable[..., Result]) -> None:
    findings = [Finding(check="a.b", effect=Effect.FAIL, summary="x" * 999)] * 30
    results = tuple(result(f"a.c{n}", Outcome.FAILED, *findings) for n in range(40))
    many = Judgement(verdict=Verdict.REJECTED, reasons=(), results=results)
    text = render_summary(many, LABELS).plain
    assert len(text.splitlines()) < 70
    assert max(map(len, text.splitlines())) < 350
    assert "and 28 more like it" in text
    assert f"and {40 - MAX_CHECKS} more: a.c{MAX_CHECKS}" in text


def test_blockers_come_first_and_open_checks_are_told_in_two_lines(
    result: Callable[..., Result],
) -> None:
    minor = result("a.major", Outcome.FAILED)
    blocker = structs.replace(result("a.blocker", Outcome.FAILED), severity=Severity.BLOCKER)
    missing = result(
        "a.open", Outcome.NOT_EXERCISED, code=ReasonCode.NEED_MISSING, reason="no documents"
    )
    skipped = result("a.left", Outcome.NOT_EXERCISED, code=ReasonCode.NOT_SELECTED)
    results = (missing, minor, blocker, skipped)
    again = Reproduction(artifact="a.dar", case="c.toml", plan="quick", seed=7)
    labels = structs.replace(LABELS, reproduction=again)
    text = render_summary(Judgement(verdict=Verdict.REJECTED, reasons=(), results=results), labels)
    assert text.plain.index("✗ a.blocker") < text.plain.index("✗ a.major")
    assert "2 failed, 1 not exercised, 1 left out with --only" in text.plain
    assert (
        "- a.open  not exercised  Title of a.open\n    reason no documents\n\n"
        "Again    vroaccept run a.dar --case c.toml --plan quick --only CHECK --seed 7 --out out\n"
    ) in text.plain


def test_the_page_escapes_everything_and_leaves_nothing_out(judgement: Judgement) -> None:
    page = render_page(judgement, LABELS)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page
    for text in ("only a note", "Look there.", "pkg.fine@1.0", "expected", "no x"):
        assert text in page
