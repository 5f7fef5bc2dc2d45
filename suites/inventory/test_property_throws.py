"""inv.property-throws: reading a declared property of an inventory object throws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.pytest_plugin import check
from suites.inventory.calls import listings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.inventory.calls import Listed

OURS: Final = "mockvro.host.finder.Accessor$Unsupported"
"""The host cannot evaluate the accessor: no fault of the plug-in."""


class Broken(NamedTuple):
    """A property that threw when it was read."""

    type: str
    property: str
    id: str | None
    error: dict[str, Any]


@check("inv.property-throws")
def test_property_throws(stage: Stage, judge: Judge) -> None:
    """Read every declared property of every object that is listed."""
    declared = properties_of(stage)
    if not any(declared.values()):
        judge.not_exercised("the plug-in declares no property")
    made = listings_of(stage, stage.inventory)
    read = [element for listed in made for element in listed.elements]
    judge.covered("property reads", sum(declared.get(each["type"], 0) for each in read))
    for broken in first_broken(made):
        told = broken.error
        report = judge.note if told.get("class") == OURS else judge.fail
        report(
            f"the property {broken.property} of {broken.type} cannot be read",
            where=f"{broken.type}/{broken.id}, property {broken.property}",
            expected="a value, or null",
            seen=f"{told.get('class')}: {told.get('message')} at {told.get('pluginFrame')}",
        )


def properties_of(stage: Stage) -> dict[str, int]:
    """Count the declared properties of every type."""
    return {finder.type: len(finder.properties) for finder in stage.facts.descriptor.finders}


def first_broken(made: Iterable[Listed]) -> Iterator[Broken]:
    """Pick the first object of every type and property that throws."""
    seen = set()
    for listed in made:
        for element in listed.elements:
            for name, error in (element.get("propertyErrors") or {}).items():
                key = (element["type"], name)
                if key not in seen:
                    seen.add(key)
                    yield Broken(element["type"], name, element.get("id"), error)
