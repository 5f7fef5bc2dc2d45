"""Giving stages to checks: shared within an area, or for one check alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.case import Case, load_case
from harness.errors import HarnessError
from harness.pytest_plugin.making.kept import Kept
from harness.pytest_plugin.making.maker import Maker
from harness.pytest_plugin.making.opened import Opened
from harness.pytest_plugin.making.special import Special
from harness.pytest_plugin.making.submitted import Submitted
from harness.pytest_plugin.making.supply import Supply
from harness.pytest_plugin.stop import NeedMissingError, PluginNotLoadedError, StageLostError

if TYPE_CHECKING:
    from pathlib import Path

    from harness.pytest_plugin.installed import Stage
    from harness.pytest_plugin.site import Site
    from harness.settings import RunSettings

SHARED = "shared"
"""Name of the one stage on an Orchestrator that cannot be had twice."""


class Staging:
    """Everything that the checks of one process share.

    A plug-in that does not start is asked to start once: later checks get the same answer.

    Attributes:
        settings: What the process was told.
        case: The case.
        folder: Has the folders of all stages.
        submitted: Artifact and case, read.
        supply: Where Orchestrators and managed systems come from.
        kept: The stages that checks share.
        special: Stages of a special make.
    """

    def __init__(self, settings: RunSettings) -> None:
        self.settings = settings
        self.case: Case = load_case(settings.case)
        self.folder: Path = settings.folder / "stages" / f"attempt-{settings.attempt}"
        self.submitted = Submitted(settings, self.case)
        self.supply = Supply(settings, self.case)
        self._maker = Maker(self.submitted, self.supply, self.folder, self.control)
        self._opened = Opened(self.folder)
        self.kept = Kept(self._opened.close)
        self.special = Special(self)
        self._not_loaded: PluginNotLoadedError | None = None
        self._in_use = False
        self._control: Stage | None = None

    def stage(self, area: str) -> Stage:
        """Give the stage of an area, made when it is first asked for, and configured.

        Raises:
            PluginNotLoadedError: The plug-in does not start.
            StageLostError: It has ruined too many stages of this area, or this new one.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        area = self._shared(area)
        self.kept.require_hope(area)
        if area not in self.kept:
            self._make_room()
            self.kept[area] = self._started(area)
            self.kept.require_unharmed(area)
        else:
            self.kept[area].renew()
        self._in_use = True
        return self.kept[area]

    def fresh_site(self, area: str) -> Site:
        """Give an Orchestrator of its own with nothing installed.

        Raises:
            NeedMissingError: There is only one Orchestrator, and the check has it already.
            HarnessError: It cannot be had.
        """
        self._make_room()
        return self._opened.add(self._maker.site(area))

    def own_stage(self, area: str) -> Stage:
        """Give a stage for one check alone, with nothing installed yet.

        Raises:
            PluginNotLoadedError: The submission has no such plug-in.
            NeedMissingError: There is only one Orchestrator, and the check has it already.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        self._make_room()
        return self.bare_stage(area)

    def bare_stage(self, area: str) -> Stage:
        """As :meth:`own_stage`, beside the one that the check has already.

        Raises:
            PluginNotLoadedError: The submission has no such plug-in.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        stage = self._maker.stage(area)
        tidying = () if self.supply.isolated else (stage.tidy,)
        return self._opened.add(stage, *tidying)

    def control(self, area: str) -> Stage:
        """Give the null plug-in on an Orchestrator of its own, one for a check.

        Raises:
            NeedMissingError: There is only one Orchestrator.
            HarnessError: It cannot be had.
        """
        if not self.supply.isolated:
            raise NeedMissingError("the control needs an Orchestrator of its own")
        if self._control is None:
            stage = self._opened.add(self._maker.null_stage(area))
            stage.install()
            self._control = stage
        return self._control

    def after_check(self, area: str, *, discard: bool) -> str:
        """Replace the stages of an area that the check that just ended has ruined.

        Args:
            area: The area.
            discard: Replace them whatever they look like.

        Returns:
            Why one was lost in the middle of the check; empty when none was.
        """
        return self.kept.after_check(self._shared(area), discard=discard)

    def end_site(self, site: Site) -> None:
        """End a fresh Orchestrator, so that its JVM does not live until the end of the run."""
        self._opened.close(site)

    def close_own(self) -> None:
        """End what a check had for itself."""
        self._in_use = False
        self._control = None
        self._opened.close_all(but=self.kept.stages)

    def close_all(self) -> None:
        """End everything that is open and keep what is known of it."""
        self.kept.forget()
        self._opened.close_all()

    def _make_room(self) -> None:
        """Where there is only one Orchestrator, end what earlier checks have on it."""
        if self.supply.isolated:
            return
        if self._in_use:
            raise NeedMissingError("the check needs two Orchestrators at a time")
        self.close_all()
        self._in_use = True

    def _shared(self, area: str) -> str:
        """The area whose stage an area uses: there is one for all on somebody else's server."""
        return area if self.supply.isolated else SHARED

    def _started(self, area: str) -> Stage:
        if self._not_loaded is not None:
            raise PluginNotLoadedError(self._not_loaded.reason, refused=self._not_loaded.refused)
        stage = self.bare_stage(area)
        try:
            stage.install()
            stage.configure()
        except PluginNotLoadedError as exc:
            self._not_loaded = exc
            self._opened.close(stage)
            raise
        except (StageLostError, HarnessError):
            self._opened.close(stage)
            raise
        return stage
