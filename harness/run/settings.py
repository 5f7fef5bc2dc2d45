"""What the process of a share is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.settings import RunSettings

if TYPE_CHECKING:
    from harness.run.request import RunFolder, RunRequest
    from harness.run.shares import Share


def settings_of(request: RunRequest, folder: RunFolder, share: Share, number: int) -> RunSettings:
    """Make the settings of one process.

    Args:
        request: The run.
        folder: Its folder.
        share: What the process runs.
        number: Number of the attempt.
    """
    return RunSettings(
        artifact=request.artifact.absolute(),
        case=request.case.path,
        folder=folder.path.absolute(),
        journal=folder.journal.absolute(),
        checks=share.checks,
        attempt=number,
        seed=request.seed,
        orchestrator=request.orchestrator,
        access=request.access,
        profile=request.profile,
        secrets=request.secrets,
        check_seconds=request.check_seconds,
        soak=request.soak,
        previous=request.previous.absolute() if request.previous else None,
        portion=share.portion,
        worker=share.name,
        elsewhere=share.elsewhere,
        chosen=bool(request.only),
    )
