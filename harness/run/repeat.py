"""How a person repeats one check of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.orchestrator.choose import EMBEDDED
from harness.report import Reproduction
from harness.run.request import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.run.request import RunRequest


def reproduction_of(request: RunRequest, *, places: bool = True) -> Reproduction:
    """Say how to repeat a check.

    Args:
        request: The run.
        places: Whether files are named with their place on this machine, or by name only, as in
            everything that leaves it.
    """

    def named(path: Path) -> str:
        return str(path) if places else path.name

    return Reproduction(
        artifact=named(request.artifact),
        case=named(request.case.path),
        plan=named(request.plan_file) if request.plan_file else request.plan.name,
        seed=request.seed,
        options=tuple(_options(request, named(request.previous) if request.previous else "")),
    )


def _options(request: RunRequest, previous: str) -> Iterator[str]:
    yield from ("--profile", request.profile)
    if request.orchestrator not in OURS:
        yield from ("--orchestrator", "ADDRESS")
    elif request.orchestrator != EMBEDDED:
        yield from ("--orchestrator", request.orchestrator)
    if request.soak != 1:
        yield from ("--soak", f"{request.soak:g}")
    if previous:
        yield from ("--previous", previous)
