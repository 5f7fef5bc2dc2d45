from __future__ import annotations

import re

import pytest

from harness.artifact.coverage import CLASS_CHECKS
from harness.artifact.rulebook import breach, rulebook
from harness.checks.finding import Effect
from harness.checks.registry import checks
from mockvro.content.workflow import rules as workflow_rules

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
