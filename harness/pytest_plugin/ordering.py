"""Which collected checks run, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.checks.registry import area_of
from harness.pytest_plugin.declare import spec_for

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pytest

AREAS = (
    "packaging",
    "documentation",
    "install",
    "classloading",
    "inventory",
    "session",
    "scripting",
    "workflow",
    "checkpoint",
    "events",
    "concurrency",
    "resources",
    "filesystem",
    "network",
    "logging",
)
"""Order of the areas: cheap and static first; an area that is not named comes after these."""


def uses_aftermath(item: pytest.Item) -> bool:
    """Whether a check looks at what the others left behind."""
    return "aftermath" in getattr(item, "fixturenames", ())


def shares(item: pytest.Item) -> bool:
    """Whether a check uses the stage of its area.

    Those that want an Orchestrator to themselves go before them: where there is only one, they
    would end what is shared, and it would have to be installed and configured again.
    """
    return "stage" in getattr(item, "fixturenames", ())


def rank(item: pytest.Item) -> tuple[bool, bool, bool, int]:
    """Sort key: what needs no Orchestrator, the rest by area, the aftermath last."""
    spec = spec_for(item)
    if spec is None:
        return (False, False, False, -1)
    area = area_of(spec.id)
    place = AREAS.index(area) if area in AREAS else len(AREAS)
    return (uses_aftermath(item), spec.dynamic, shares(item), place)


def choose(
    items: Sequence[pytest.Item], wanted: Collection[str]
) -> tuple[list[pytest.Item], set[str]]:
    """Pick the items to run, and the ids among them that only drive the plug-in.

    A check that looks at the aftermath has nothing to look at unless the others run, so that they
    run too, without being judged.

    Args:
        items: Everything collected.
        wanted: Ids of the checks to judge; all when empty.
    """
    specs = {item: spec for item in items if (spec := spec_for(item)) is not None}
    selected = {item for item, spec in specs.items() if not wanted or spec.id in wanted}
    drivers = set()
    if any(uses_aftermath(item) for item in selected):
        drivers = {
            item
            for item, spec in specs.items()
            if item not in selected and spec.dynamic and not uses_aftermath(item)
        }
    run = [item for item in items if item not in specs or item in selected | drivers]
    return sorted(run, key=rank), {specs[item].id for item in drivers}
