"""Endpoint configurations for the checks that start the plug-in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


def with_endpoints(stage: Stage, judge: Judge) -> None:
    """Make sure that something is configured; the runs of the case may have ended by undoing it."""
    if not _stored(stage):
        stage.configure()
    judge.covered("stored endpoint configurations", _stored(stage))


def _stored(stage: Stage) -> int:
    return len(stage.mockvro.endpoints(stage.plugin)["endpoints"])
