"""Making the plug-in talk to its managed system."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harness.pytest_plugin import Stage


def drive(stage: Stage) -> None:
    """Read the inventory and run every workflow of the case, whatever comes of it.

    The last workflows of a case often remove what it made, so that the inventory comes first.
    """
    stage.walk()
    stage.case_runs()
