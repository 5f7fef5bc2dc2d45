import json
import shlex
from collections.abc import Callable

from harness.checks import Effect, Finding, Outcome, Severity
from harness.checks.outcome import Coverage, Measurement, OwnOutcome
from harness.checks.verdict import Judgement, Result, Verdict
from harness.report import Reproduction, RunLabels, render_findings, render_own, render_page
from harness.report.findings import coverage_text
from harness.report.summary import render_summary

AGAIN = Reproduction(
    artifact="a b.dar", case="c.toml", plan="quick", seed=7, options=("--soak", "2")
)
COMMAND = (
    "vroaccept run 'a b.dar' --case c.toml --plan quick --only inv.bad --seed 7 --soak 2 --out out"
)


def failed(result: Callable[..., Result]) -> Result:
    finding = Finding(
        check="inv.bad",
        effect=Effect.FAIL,
        summary="bad",
        where="A/1",
        expected="good",
        seen="worse",
        severity=Severity.BLOCKER,
        evidence={"calls": ["c1"]},
    )
    return result("inv.bad", Outcome.FAILED, finding)


def passed(result: Callable[..., Result]) -> Result:
    made = result("inv.good", Outcome.PASSED)
    measured = Measurement(name="find", value=1.5, unit="s", limit=60, documented=True)
    outcome = type(made.outcome)(
        check="inv.good",
        version="1.0",
        outcome=Outcome.PASSED,
        covered=(Coverage("finders", 42), Coverage("round trips", 42)),
        measured=(measured,),
    )
    return Result(spec=made.spec, level=made.level, severity=None, outcome=outcome)


def test_the_command_repeats_one_check() -> None:
    assert AGAIN.command("inv.bad") == COMMAND
    assert shlex.split(COMMAND)[2] == "a b.dar"


def test_each_finding_has_its_evidence_and_each_pass_its_coverage(
    result: Callable[..., Result],
) -> None:
    judgement = Judgement(
        verdict=Verdict.REJECTED, reasons=(), results=(failed(result), passed(result))
    )
    document = json.loads(render_findings(judgement, AGAIN))
    bad, good = document["checks"]
    assert (document["seed"], document["verdict"]) == (7, "rejected")
    assert bad["check"] == "inv.bad@1.0"
    assert bad["reproduce"] == COMMAND
    assert bad["remedy"] == "Change inv.bad."
    assert bad["requirement"] == "Guide on inv.bad"
    (finding,) = bad["findings"]
    assert (finding["severity"], finding["where"]) == ("blocker", "A/1")
    assert finding["evidence"] == {"calls": ["c1"]}
    assert good["covered"][0] == {"text": "finders", "count": 42}
    assert good["measured"][0]["value"] == 1.5


def test_summary_and_page_say_how_to_repeat_and_what_was_covered(
    result: Callable[..., Result],
) -> None:
    good = passed(result)
    judgement = Judgement(verdict=Verdict.REJECTED, reasons=(), results=(failed(result), good))
    labels = RunLabels(artifact="a b.dar", plan="quick-1.0", reproduction=AGAIN)
    told = COMMAND.replace("inv.bad", "CHECK")
    assert f"Again    {told}\n" in render_summary(judgement, labels).plain
    page = render_page(judgement, labels)
    assert "--only inv.bad --seed 7" in page
    assert "seed 7" in page
    assert "42 finders, 42 round trips" in page
    assert coverage_text(good.outcome) == "42 finders, 42 round trips"


def test_own_tests_have_a_file_of_their_own() -> None:
    own = OwnOutcome(test="own/test_a/test_b", outcome=Outcome.FAILED, reason="no")
    (document,) = json.loads(render_own([own]))
    assert (document["test"], document["outcome"]) == ("own/test_a/test_b", "failed")
