"""Each variant runs; what is found must be exactly what is expected, no more and no less."""

from collections import Counter
from collections.abc import Callable

import pytest

from harness.checks import load_plan
from harness.checks.registry import area_of, spec_of
from sample_plugins.misbehaving.dynamic import DEPOT, LIGHTHOUSE, VARIANTS, Merged, Variant, merge
from sample_plugins.misbehaving.dynamic.bases import Base
from sample_plugins.misbehaving.measured import record

pytestmark = pytest.mark.needs_java

SPEAKING = ("fail", "warn")
SILENT = ("error", "not_exercised")
CERTIFICATION = load_plan("certification").ids
DYNAMIC = tuple(check for check in CERTIFICATION if spec_of(check).dynamic)
BY_AREA = {
    area: tuple(check for check in DYNAMIC if area_of(check) == area)
    for area in {area_of(check) for check in DYNAMIC}
}
"""The dynamic checks of the certification plan by area."""

LEFT_OPEN = {DEPOT: ["res.heap-per-workflow"]}
"""The case of the depot has no workflow that is expected to fail."""

Run = Callable[..., tuple[int, dict]]
Hold = Callable[..., None]


@pytest.fixture
def hold(request: pytest.FixtureRequest) -> Hold:
    """Compares what a run found with what is known of its plug-in; counts it when asked."""

    def hold(document: dict, expected: frozenset[str], *, alone: bool = False) -> None:
        if request.config.getoption("--record-runs"):
            record(judged(document), named(findings(document)), named(expected))
        assert broken(document, died=alone) == {}
        assert findings(document) == expected

    return hold


def named(findings: frozenset[str]) -> set[str]:
    """The checks of findings."""
    return {finding.split()[1] for finding in findings}


def judged(document: dict) -> set[str]:
    """The checks that came to a judgement."""
    return {
        result["check"]
        for result in document["results"]
        if result["outcome"]["outcome"] not in SILENT
    }


def findings(document: dict) -> frozenset[str]:
    return frozenset(
        f"{finding['effect']} {finding['check']}"
        for result in document["results"]
        for finding in result["outcome"]["findings"]
        if finding["effect"] in SPEAKING
    )


def first_bad(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    """One bad variant of each check."""
    found: dict[str, Variant] = {}
    for variant in variants:
        if variant.kind == "bad":
            found.setdefault(variant.check, variant)
    return tuple(found.values())


def checks_of(variant: Variant) -> tuple[str, ...]:
    """Its own check, and the others that must speak."""
    return tuple(dict.fromkeys((variant.check, *named(variant.expected))))


def broken(document: dict, *, died: bool = False) -> dict[str, str]:
    """Checks that came to no judgement, with the reason; the end of the JVM may be one."""
    return {
        result["check"]: result["outcome"]["reason"]
        for result in document["results"]
        if result["outcome"]["outcome"] == "error"
        and not (died and result["outcome"]["code"] == "process-died")
    }


@pytest.mark.every_variant
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_exactly_what_is_expected_is_found_in_the_whole_area(
    variant: Variant, run: Run, hold: Hold
) -> None:
    whole = tuple(dict.fromkeys((*BY_AREA[area_of(variant.check)], *checks_of(variant))))
    _, document = run(variant.name, whole, variant.case, variant.base)
    hold(document, variant.expected, alone=variant.alone)


@pytest.mark.in_turn
@pytest.mark.parametrize("variant", first_bad(VARIANTS), ids=lambda variant: variant.name)
def test_its_own_check_finds_a_bad_one(variant: Variant, run: Run, hold: Hold) -> None:
    wanted = checks_of(variant)
    _, document = run(variant.name, wanted, variant.case, variant.base)
    hold(document, variant.expected)


@pytest.mark.in_turn
@pytest.mark.parametrize("merged", merge(VARIANTS), ids=lambda merged: merged.name)
def test_near_misses_are_let_go(merged: Merged, run: Run, hold: Hold) -> None:
    _, document = run(merged.name, merged.checks, merged.case, merged.base)
    hold(document, merged.expected)


@pytest.mark.in_turn
@pytest.mark.parametrize("area", sorted(BY_AREA))
@pytest.mark.parametrize("base", [DEPOT, LIGHTHOUSE], ids=lambda base: base.name)
def test_nothing_is_wrong_with_a_sound_plugin_in_an_area(
    base: Base, area: str, run: Run, hold: Hold
) -> None:
    _, document = run(base.source().name, BY_AREA[area], base=base)
    hold(document, frozenset())


@pytest.mark.every_variant
@pytest.mark.timeout(900)  # every check there is
@pytest.mark.parametrize("base", [DEPOT, LIGHTHOUSE], ids=lambda base: base.name)
def test_nothing_is_wrong_with_a_sound_plugin(base: Base, run: Run, hold: Hold) -> None:
    code, document = run(base.source().name, base=base)
    hold(document, frozenset())
    open_reasons = [reason.partition(":")[0] for reason in document["reasons"]]
    assert open_reasons == LEFT_OPEN.get(base, []), document["reasons"]
    accepted = not open_reasons
    assert (code, document["verdict"]) == ((0, "accepted") if accepted else (3, "inconclusive"))


def test_every_check_has_a_bad_variant_and_a_near_miss() -> None:
    kinds = Counter((variant.check, variant.kind) for variant in VARIANTS)
    assert all(kinds[variant.check, kind] for variant in VARIANTS for kind in ("bad", "near_miss"))


def test_names_are_unique() -> None:
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)
