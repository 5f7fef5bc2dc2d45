"""The stages that checks share, and those that a plug-in has ruined."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from harness.pytest_plugin.stop import StageLostError

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness.pytest_plugin.installed import Stage

MAX_LOSSES = 4
"""Stages that a plug-in may ruin in one area; more would tell nothing new and cost minutes."""


def both(area: str) -> str:
    """Key of the stage with two endpoints of an area."""
    return f"{area}-both"


def upgraded(area: str) -> str:
    """The key of the stage on which the checks of an area replace an earlier release."""
    return f"{area}-upgraded"


def _keys(area: str) -> tuple[str, ...]:
    """The keys of all stages that the checks of an area share."""
    return area, both(area), upgraded(area)


class Kept:
    """Stages by key: the area for the usual one.

    Args:
        close: Ends a stage.
    """

    def __init__(self, close: Callable[[Stage], None]) -> None:
        self._close = close
        self._stages: dict[str, Stage] = {}
        self._losses: dict[str, list[str]] = defaultdict(list)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All of them."""
        return tuple(self._stages.values())

    def __contains__(self, key: str) -> bool:
        return key in self._stages

    def __getitem__(self, key: str) -> Stage:
        return self._stages[key]

    def __setitem__(self, key: str, stage: Stage) -> None:
        self._stages[key] = stage

    def forget(self) -> None:
        """Keep none any longer; whoever calls it ends them."""
        self._stages.clear()

    def require_hope(self, area: str) -> None:
        """Make sure that another stage of an area is worth making.

        Raises:
            StageLostError: The plug-in has ruined too many.
        """
        losses = self._losses[area]
        if len(losses) >= MAX_LOSSES:
            raise StageLostError(f"{len(losses)} hosts were lost in this area: {losses[-1]}")

    def require_unharmed(self, area: str) -> None:
        """Make sure that the plug-in has not ruined the new stage of an area while it started.

        Raises:
            StageLostError: It has.
        """
        stage = self._stages[area]
        if loss := stage.lost() or stage.hung():
            if not self.after_check(area, discard=True):
                self._losses[area].append(loss)
            raise StageLostError(loss)

    def after_check(self, area: str, *, discard: bool) -> str:
        """Let go the stages of an area that the check that just ended has ruined.

        Args:
            area: The area.
            discard: Let them go whatever they look like.

        Returns:
            Why one was lost in the middle of the check; empty when none was. A call that hangs
            spoils a stage for the next check only.
        """
        losses = [self._after(area, key, discard=discard) for key in _keys(area)]
        return next(filter(None, losses), "")

    def _after(self, area: str, key: str, *, discard: bool) -> str:
        stage = self._stages.get(key)
        if stage is None:
            return ""
        loss = stage.lost()
        if loss:
            self._losses[area].append(loss)
        if loss or discard or stage.hung():
            del self._stages[key]
            self._close(stage)
        return loss
