"""Stages of a special make: with two endpoints, with a system to move to, upgraded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from harness.pytest_plugin.endpoints import (
    Successor,
    TwoEndpoints,
    connect_both,
    require_second,
    require_start,
)
from harness.pytest_plugin.making.kept import both, upgraded
from harness.pytest_plugin.stop import NeedMissingError
from harness.pytest_plugin.upgrading import Upgrade

if TYPE_CHECKING:
    from harness.pytest_plugin.staging import Staging


class Special:
    """Makes them, and shares them within an area.

    Args:
        staging: Gives the stages that they are made of.
    """

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._two: dict[str, TwoEndpoints] = {}
        self._upgrades: dict[str, Upgrade] = {}

    def two_endpoints(self, area: str) -> TwoEndpoints:
        """Give a stage for one check alone whose plug-in is connected to two managed systems.

        Raises:
            NeedMissingError: The case has no second endpoint.
            PluginNotLoadedError: The plug-in does not start.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        require_second(self._staging.case)
        stage = self._staging.own_stage(area)
        return connect_both(stage, self._staging.supply.system(stage.folder / "second", endpoint=2))

    def shared_endpoints(self, area: str) -> TwoEndpoints:
        """As :meth:`two_endpoints`, but one for the checks of an area.

        Raises:
            NeedMissingError: The case has no second endpoint.
            PluginNotLoadedError: The plug-in does not start.
            StageLostError: It has ruined too many stages of this area.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        if not self._staging.supply.isolated:
            return self.two_endpoints(area)
        self._staging.kept.require_hope(area)
        key = both(area)
        if key not in self._staging.kept:
            made = self._two[key] = self.two_endpoints(area)
            self._staging.kept[key] = made.stage
        return self._two[key]

    def successor(self, area: str) -> Successor:
        """Start a managed system for the plug-in of an area's stage to be moved to.

        Raises:
            NeedMissingError: The case does not say how, or no proxy can stand before it.
            HarnessError: It cannot be had.
        """
        require_start(self._staging.case)
        return self._staging.supply.successor(self._staging.stage(area))

    def upgrade(self, area: str) -> Upgrade:
        """Give the upgrade from an earlier release, made once for the checks of an area.

        Raises:
            NotExercisedError: The case says that there is no earlier release.
            NeedMissingError: Nobody named one, or there is only one Orchestrator.
            PluginNotLoadedError: The earlier release does not start.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        key, previous = upgraded(area), self._staging.submitted.previous
        if not self._staging.supply.isolated:
            raise NeedMissingError("an upgrade needs an Orchestrator of its own")
        if key not in self._staging.kept:
            fresh = partial(self._staging.bare_stage, area)
            made = Upgrade(self._staging.own_stage(area), previous, fresh)
            self._upgrades[key], self._staging.kept[key] = made, made.stage
        return self._upgrades[key]
