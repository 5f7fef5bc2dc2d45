import re

import pytest

from harness.checks import Level, Severity, load_plan, plan_names
from harness.checks.registry import checks, spec_of
from harness.errors import UsageError


@pytest.mark.parametrize("check", list(checks()))
def test_every_check_is_fully_declared(check: str) -> None:
    spec = spec_of(check)
    assert re.fullmatch(r"[a-z]+\.[a-z0-9-]+", spec.id)
    assert re.fullmatch(r"\d+\.\d+", spec.version)
    assert all((spec.title, spec.requirement, spec.help, spec.suggestion, spec.needs))
    assert not spec.title.endswith(".")


@pytest.mark.parametrize("name", plan_names())
def test_every_plan_loads(name: str) -> None:
    assert load_plan(name).name == name


def test_certification_names_every_check() -> None:
    assert set(load_plan("certification").ids) == set(checks())


def test_certification_demands_whatever_may_not_certify() -> None:
    plan = load_plan("certification")
    for spec in checks().values():
        if spec.severity in (Severity.BLOCKER, Severity.MAJOR):
            assert plan.level(spec.id) is Level.MANDATORY, spec.id


def test_an_unknown_plan_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="certification"):
        load_plan("nonsense")
