"""Making Orchestrators and stages, each with a name and a folder of its own."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from harness.artifact import inspect_artifact
from harness.case import Case, Plugin
from harness.control import MODULE, write_null_plugin
from harness.pytest_plugin.facts import facts_of
from harness.pytest_plugin.hangs import Hangs
from harness.pytest_plugin.installed import Stage, StageOptions
from harness.pytest_plugin.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness.pytest_plugin.making.submitted import Submitted
    from harness.pytest_plugin.making.supply import Supply


class Maker:
    """Makes what checks look at.

    Args:
        submitted: Artifact and case.
        supply: Where the parts come from.
        folder: Has the folders of all stages.
        control: Gives the stage with the null plug-in to the stages of an area.
    """

    def __init__(
        self,
        submitted: Submitted,
        supply: Supply,
        folder: Path,
        control: Callable[[str], Stage],
    ) -> None:
        self._submitted = submitted
        self._supply = supply
        self._folder = folder
        self._control = control
        self._hangs = Hangs()
        self._made = self._left_by_a_process_that_died()

    def site(self, area: str) -> Site:
        """Start an Orchestrator."""
        name = self._next_name(area)
        submitted, folder = self._submitted, self._folder / name
        return Site(
            name, folder, self._supply.provider, submitted.case, submitted.settings.artifact
        )

    def stage(self, area: str) -> Stage:
        """Start Orchestrator and managed system; nothing is installed yet.

        Raises:
            PluginNotLoadedError: The submission has no such plug-in.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        facts = self._submitted.facts()
        site = self.site(area)
        with contextlib.ExitStack() as cleanup:
            cleanup.callback(site.close)
            system = self._supply.system(site.folder / "system")
            stage = Stage(site, facts, system, self._options(area, self._hangs))
            cleanup.pop_all()
        return stage

    def null_stage(self, area: str) -> Stage:
        """Start an Orchestrator for the null plug-in, which is not installed yet (M0)."""
        name = self._next_name(f"{area}-control")
        folder = self._folder / name
        folder.mkdir(parents=True)
        artifact = write_null_plugin(folder)
        deadlines = self._submitted.case.deadlines
        case = Case(plugin=Plugin(name=MODULE), path=artifact, deadlines=deadlines)
        facts = facts_of(inspect_artifact(artifact, class_files=False), MODULE)
        site = Site(name, folder / "site", self._supply.provider, case, artifact)
        return Stage(site, facts, None, self._options(area, Hangs()))

    def _options(self, area: str, hangs: Hangs) -> StageOptions:
        settings = self._submitted.settings
        return StageOptions(
            secrets=settings.secrets,
            hangs=hangs,
            soak=settings.soak,
            control=lambda: self._control(area),
        )

    def _left_by_a_process_that_died(self) -> int:
        """How many stages an earlier process of this attempt made, or others that share it."""
        return len(list(self._folder.iterdir())) if self._folder.is_dir() else 0

    def _next_name(self, area: str) -> str:
        self._made += 1
        return f"{self._submitted.settings.worker}{self._made:02d}-{area}"
