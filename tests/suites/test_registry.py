"""Every check of the catalogue has one suite, and every suite one check; plans name them."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import suites
from harness.checks import load_plan
from harness.checks.registry import area_of, checks
from harness.pytest_plugin.declare import ATTRIBUTE
from sample_plugins.misbehaving.dynamic import VARIANTS

NAMES = sorted(
    module.name
    for module in pkgutil.walk_packages(suites.__path__, "suites.")
    if module.name.rpartition(".")[2].startswith("test_")
)


def answers(name: str) -> list[tuple[str, str]]:
    """Function and check id of every answer in a suite module."""
    module = importlib.import_module(name)
    return [
        (function.__name__, getattr(function, ATTRIBUTE))
        for function in vars(module).values()
        if getattr(function, "__module__", "") == name and hasattr(function, ATTRIBUTE)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_suite_answers_the_check_it_is_named_after(name: str) -> None:
    ((function, check),) = answers(name)
    area, module = name.removeprefix("suites.").split(".")
    word = check.partition(".")[2].replace("-", "_")
    assert (area_of(check), f"test_{word}", module) == (area, function, function)


def test_every_check_has_a_suite() -> None:
    assert {check for name in NAMES for _, check in answers(name)} == set(checks())


def test_every_dynamic_check_has_variants_of_both_kinds() -> None:
    # an honest server gives no plug-in the chance; recorded states stand in (suites/install)
    impossible = {"inst.eula-bypassed"}
    dynamic = {check for check, spec in checks().items() if spec.dynamic}
    for kind in ("bad", "near_miss"):
        varied = {variant.check for variant in VARIANTS if variant.kind == kind}
        assert varied == dynamic - impossible


@pytest.mark.parametrize("plan", ["certification", "partner"])
def test_the_plan_names_every_check(plan: str) -> None:
    assert set(load_plan(plan).ids) == set(checks())


def test_the_quick_plan_names_what_runs_nothing_and_a_smoke_test() -> None:
    smoke = {"inst.load-failed", "inv.find-throws-npe", "inv.phantom-object"}
    static = {check for check, spec in checks().items() if not spec.dynamic}
    assert set(load_plan("quick").ids) == static | smoke
