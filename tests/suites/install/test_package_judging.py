from __future__ import annotations

from harness.pytest_plugin import ShippedElement, ShippedPackage
from suites.install.test_partial_package import Installed, deviations, uninterpreted, unlisted

WORKFLOW = ShippedElement(type="Workflow", id="w1", name="Blink", version="1.0.0")
ACTION = ShippedElement(type="ScriptModule", id="a1", name="count", version="1.0.0")
OTHER = ShippedElement(type="WebView", id="v1")
SAME = (
    Installed("Workflow", "w1", "Blink", "1.0.0"),
    Installed("ScriptModule", "a1", "count", ""),
)


def package(*elements: ShippedElement) -> ShippedPackage:
    return ShippedPackage(entry="x.package", name="org", installed=True, elements=elements)


def test_a_whole_package_has_no_deviation() -> None:
    assert list(deviations(package(WORKFLOW, ACTION, OTHER), SAME)) == []


def test_both_directions() -> None:
    strange = (SAME[0], Installed("ConfigurationElement", "c9", "Keys", "1.0.0"))
    assert list(deviations(package(WORKFLOW, ACTION), strange)) == [
        ("org: ScriptModule a1 (count)", "it is missing"),
        ("org: ConfigurationElement c9 (Keys)", "nobody shipped it"),
    ]


def test_name_and_version_count() -> None:
    for wrong, told in (
        (SAME[0]._replace(name="w1"), "its name is 'w1'"),
        (SAME[0]._replace(version="0.9.0"), "its version is 0.9.0, that of the package 1.0.0"),
    ):
        assert list(deviations(package(WORKFLOW), (wrong,))) == [("org: Workflow w1 (Blink)", told)]


def test_what_cannot_be_read_is_not_compared() -> None:
    unreadable = ShippedElement(type="Workflow", id="w1")
    assert list(deviations(package(unreadable), SAME[:1])) == []


def test_a_package_that_is_not_there() -> None:
    assert list(deviations(package(WORKFLOW), None)) == [
        ("package org", "the server has no package of this name")
    ]


def test_lists_of_kinds() -> None:
    listed = {"Workflow": frozenset({"w1"}), "ScriptModule": frozenset[str]()}
    assert list(unlisted((WORKFLOW, ACTION, OTHER), listed)) == [ACTION]


def test_kinds_that_are_skipped_are_told() -> None:
    assert list(uninterpreted(package(WORKFLOW, OTHER))) == ["org: WebView v1"]
