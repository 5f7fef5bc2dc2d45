"""Which collected checks run, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.checks.registry import area_of
from harness.pytest_plugin.declare import spec_for
from harness.settings import Portion

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from harness.settings import RunSettings

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


DRIVERS = frozenset(
    {
        "inst.not-idempotent",
        "inv.find-throws-npe",
        "inv.id-not-roundtrip",
        "log.level-abuse",
        "scr.declared-missing",
        "wf.success-without-effect",
        "wf.unexpected-result",
    }
)
"""Checks that together install, read, call, run and fail: enough for the aftermath to look at."""


FIRST = frozenset({"scr.constructor-side-effect"})
"""Checks that look for what happens once only, which the others of their area would cause."""

ROUGH = frozenset(
    {
        "act.no-validation",
        "chk.secret-in-token",
        "log.no-correlation",
        "log.personal-data",
        "res.big-token",
        "res.heap-per-workflow",
        "scr.null-argument",
        "wf.mandatory-input-missing",
        "wf.no-undo",
        "wf.not-cancellable",
        "wf.not-idempotent-resume",
        "wf.scripted-loop",
    }
)
"""Checks that call what may change anything; the others of their area go before them."""


def uses_aftermath(item: pytest.Item) -> bool:
    """Whether a check looks at what the others left behind."""
    return "aftermath" in getattr(item, "fixturenames", ())


def shares(item: pytest.Item) -> bool:
    """Whether a check uses the stage of its area.

    Those that want an Orchestrator to themselves go before them: where there is only one, they
    would end what is shared, and it would have to be installed and configured again.
    """
    return "stage" in getattr(item, "fixturenames", ())


def rank(item: pytest.Item) -> tuple[bool, bool, bool, int, int]:
    """Sort key: what needs no Orchestrator, the rest by area, the aftermath last."""
    spec = spec_for(item)
    if spec is None:
        return (False, False, False, -1, 0)
    area = area_of(spec.id)
    place = AREAS.index(area) if area in AREAS else len(AREAS)
    turn = (spec.id in ROUGH) - (spec.id in FIRST)
    return (uses_aftermath(item), spec.dynamic, shares(item), place, turn)


class Choice(NamedTuple):
    """What a process runs.

    Attributes:
        run: The items, in order.
        drivers: Ids of checks that only drive the plug-in.
        deferred: Ids of checks that wait for other processes.
    """

    run: list[pytest.Item]
    drivers: set[str]
    deferred: list[str]


def choose(items: Sequence[pytest.Item], settings: RunSettings) -> Choice:
    """Pick the items to run.

    A check that looks at the aftermath has nothing to look at unless the others run, so that they
    run too, without being judged: a few of them, or all when a finding is reproduced that may have
    come from any. Where several processes share a run it waits for all of them.

    Args:
        items: Everything collected.
        settings: Which checks are wanted, all when none is named, and what others run.
    """
    wanted, portion = settings.checks, settings.portion
    if portion is Portion.OWN:
        return Choice(sorted(items, key=uses_aftermath), set(), [])
    specs = {item: spec for item in items if (spec := spec_for(item)) is not None}
    selected = {item for item, spec in specs.items() if not wanted or spec.id in wanted}
    last = {item for item in selected if uses_aftermath(item)}
    drivers: set[pytest.Item] = set()
    if last and portion is not Portion.AFTERMATH:
        drivers = {
            item
            for item, spec in specs.items()
            if item not in selected and spec.dynamic and not uses_aftermath(item)
        }
        drivers = {item for item in drivers if specs[item].id not in settings.elsewhere}
        if settings.chosen or settings.attempt == 1:  # what is repeated may have come from any
            drivers = {item for item in drivers if specs[item].id in DRIVERS}
    waiting = last if portion is Portion.WITHOUT_AFTERMATH else set()
    run = [item for item in items if item not in specs or item in (selected - waiting) | drivers]
    return Choice(
        sorted(run, key=rank),
        {specs[item].id for item in drivers},
        sorted(specs[item].id for item in waiting),
    )
