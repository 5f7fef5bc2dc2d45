from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from harness.artifact import rulebook as rulebook_module
from harness.artifact.coverage import CLASS_CHECKS
from harness.artifact.rulebook import breach, rulebook
from harness.checks.finding import Effect, Severity
from harness.checks.registry import checks
from harness.errors import HarnessError
from mockvro.content.workflow import rules as workflow_rules

if TYPE_CHECKING:
    from pathlib import Path

JUDGED_WITH_THE_IMPORT = {"inst.bad-element-name"}  # declared beside its dynamic half


@pytest.mark.parametrize(("letter", "count"), [("D", 43), ("V", 53), ("P", 20)])
def test_every_rule_of_the_references_is_there(letter: str, count: int) -> None:
    wanted = {f"{letter}{number:02}" for number in range(1, count + 1)}
    assert wanted <= set(rulebook())


def test_every_workflow_rule_is_there() -> None:
    named = set(re.findall(r"^(W\d\d) ", workflow_rules.__doc__ or "", re.MULTILINE))
    assert named
    assert named <= set(rulebook())


def test_every_rule_feeds_a_check_or_another_rule() -> None:
    for name, rule in rulebook().items():
        assert bool(rule.check) != bool(rule.same_as), name
        assert rule.says, name
        if rule.same_as:
            assert rulebook()[rule.same_as].check, name


def test_every_check_is_declared() -> None:
    fed = {rule.check for rule in rulebook().values() if rule.check} | set(CLASS_CHECKS)
    assert fed - set(checks()) <= JUDGED_WITH_THE_IMPORT


def test_a_breach_takes_effect_and_check_from_the_table() -> None:
    finding = breach("D24", "gone", where="x")
    assert (finding.check, finding.effect, finding.rule) == (
        "pkg.resource-missing",
        Effect.FAIL,
        "D24",
    )
    assert breach("D24", "gone", effect=Effect.NOTE).effect is Effect.NOTE


def test_a_breach_may_say_more_than_the_table() -> None:
    told = breach(
        "D24",
        "gone",
        where="x",
        expected="there",
        seen="nothing",
        effect=Effect.WARN,
        severity=Severity.INFO,
        check="pkg.debris",
        evidence={"n": 1},
    )
    assert (told.check, told.effect, told.severity) == ("pkg.debris", Effect.WARN, Severity.INFO)
    assert (told.summary, told.where, told.expected, told.seen) == ("gone", "x", "there", "nothing")
    assert told.evidence == {"n": 1}


def test_severity_and_evidence_are_those_of_the_table_or_none() -> None:
    rules = rulebook()
    graver = next(name for name, rule in rules.items() if rule.severity is not None)
    assert breach(graver, "x").severity is rules[graver].severity
    assert breach(graver, "x", severity=Severity.INFO).severity is Severity.INFO
    usual = next(name for name, rule in rules.items() if rule.check and rule.severity is None)
    assert (breach(usual, "x").severity, breach(usual, "x").evidence) == (None, {})


@pytest.mark.parametrize("text", [b"D01 = { chek = 'a.b' }", b"D01 = 1", b"D01 ="])
def test_a_table_that_cannot_be_meant_is_a_problem_of_ours(
    text: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rules.toml").write_bytes(text)
    monkeypatch.setattr(rulebook_module, "files", lambda _package: tmp_path)
    with pytest.raises(HarnessError, match="rule table is broken") as caught:
        rulebook.__wrapped__()
    assert caught.value.where == "rules.toml"
