"""Each variant runs; what is found must be exactly what is expected, no more and no less."""

from collections import Counter
from collections.abc import Callable

import pytest

from sample_plugins.misbehaving.dynamic import VARIANTS, Merged, Variant, merge

pytestmark = pytest.mark.needs_java

SPEAKING = ("fail", "warn")


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
    return tuple(dict.fromkeys((variant.check, *(each.split()[1] for each in variant.expected))))


def broken(document: dict) -> dict[str, str]:
    """Checks that came to no judgement, with the reason."""
    return {
        result["check"]: result["outcome"]["reason"]
        for result in document["results"]
        if result["outcome"]["outcome"] == "error"
    }


@pytest.mark.every_variant
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_exactly_what_is_expected_is_found_in_the_whole_area(
    variant: Variant, run: Callable[..., tuple[int, dict]], area: Callable[[str], tuple[str, ...]]
) -> None:
    _, document = run(variant.name, area(variant.check), variant.case)
    assert broken(document) == {}
    assert findings(document) == variant.expected


@pytest.mark.parametrize("variant", first_bad(VARIANTS), ids=lambda variant: variant.name)
def test_its_own_check_finds_a_bad_one(
    variant: Variant, run: Callable[..., tuple[int, dict]]
) -> None:
    wanted = checks_of(variant)
    _, document = run(variant.name, wanted, variant.case)
    assert broken(document) == {}
    assert findings(document) == variant.expected


@pytest.mark.parametrize("merged", merge(VARIANTS), ids=lambda merged: merged.name)
def test_near_misses_are_let_go(merged: Merged, run: Callable[..., tuple[int, dict]]) -> None:
    _, document = run(merged.name, merged.checks, merged.case)
    assert broken(document) == {}
    assert findings(document) == merged.expected


def test_nothing_is_wrong_with_the_sound_plugin(run: Callable[..., tuple[int, dict]]) -> None:
    code, document = run("sound")
    assert broken(document) == {}
    assert findings(document) == frozenset()
    assert (code, document["verdict"]) == (0, "accepted"), document["reasons"]


def test_every_check_has_a_bad_variant_and_a_near_miss() -> None:
    kinds = Counter((variant.check, variant.kind) for variant in VARIANTS)
    assert all(kinds[variant.check, kind] for variant in VARIANTS for kind in ("bad", "near_miss"))


def test_names_are_unique() -> None:
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)
