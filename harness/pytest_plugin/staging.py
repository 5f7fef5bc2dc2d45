"""Making stages, sharing them within an area, replacing the ones that a plug-in has ruined."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from harness.artifact import Inspection, inspect_artifact
from harness.backend import start_system
from harness.case import Case, load_case
from harness.errors import HarnessError
from harness.orchestrator import Provider, provider_for
from harness.pytest_plugin.facts import facts_of
from harness.pytest_plugin.hangs import Hangs
from harness.pytest_plugin.installed import Stage
from harness.pytest_plugin.site import Site
from harness.pytest_plugin.stop import NeedMissingError, PluginNotLoadedError

if TYPE_CHECKING:
    from pathlib import Path

    from harness.settings import RunSettings


class Staging:
    """Everything that the checks of one process share.

    A plug-in that does not start is asked to start once: later checks get the same answer.
    """

    def __init__(self, settings: RunSettings) -> None:
        self.settings = settings
        self.case: Case = load_case(settings.case)
        self.folder: Path = settings.folder / "stages" / f"attempt-{settings.attempt}"
        self._inspection: Inspection | None = None
        self._provider: Provider | None = None
        self._stages: dict[str, Stage] = {}
        self._open: list[Site | Stage] = []
        self._not_loaded: PluginNotLoadedError | None = None
        self._made = 0
        self._hangs = Hangs()

    @property
    def inspection(self) -> Inspection:
        """The static inspection of the artifact, made when it is first needed."""
        if self._inspection is None:
            self._inspection = inspect_artifact(self.settings.artifact, case=self.case)
        return self._inspection

    @property
    def provider(self) -> Provider:
        """Where Orchestrators come from."""
        if self._provider is None:
            self._provider = provider_for(
                self.settings.orchestrator,
                profile=self.settings.profile,
                deadlines=self.case.deadlines,
            )
        return self._provider

    def stage(self, area: str) -> Stage:
        """Give the stage of an area; a ruined one is replaced.

        Raises:
            PluginNotLoadedError: The plug-in does not start.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        stage = self._stages.pop(area, None)
        if stage is not None and not stage.usable():
            self._close(stage)
            stage = None
        self._stages[area] = stage = stage or self._make_stage(area)
        return stage

    def fresh_site(self, area: str) -> Site:
        """Give an Orchestrator of its own with nothing installed.

        Raises:
            NeedMissingError: There is only one Orchestrator, which others use.
            HarnessError: It cannot be had.
        """
        if not self.provider.isolated:
            raise NeedMissingError("the check needs an Orchestrator of its own")
        site = self._make_site(area)
        self._open.append(site)
        return site

    def discard(self, area: str) -> None:
        """Replace the stage of an area before the next check, whatever it looks like."""
        stage = self._stages.pop(area, None)
        if stage is not None:
            self._close(stage)

    def close_all(self) -> None:
        """End everything that is open and keep what is known of it."""
        self._stages.clear()
        while self._open:
            self._close(self._open[-1])

    def _make_stage(self, area: str) -> Stage:
        if self._not_loaded is not None:
            raise PluginNotLoadedError(self._not_loaded.reason, refused=self._not_loaded.refused)
        facts = facts_of(self.inspection, self.case.plugin.name)
        site = self._make_site(area)
        with contextlib.ExitStack() as cleanup:
            cleanup.callback(site.close)
            work = site.folder / "system"
            work.mkdir()
            system = start_system(self.case, work, self.settings.secrets)
            stage = Stage(site, facts, system, self.settings.secrets, self._hangs)
            cleanup.pop_all()
        self._open.append(stage)
        try:
            stage.install()
            stage.configure()
        except PluginNotLoadedError as exc:
            self._not_loaded = exc
            self._close(stage)
            raise
        return stage

    def _make_site(self, area: str) -> Site:
        self._made += 1
        name = f"{self._made:02d}-{area}"
        return Site(name, self.folder / name, self.provider, self.case, self.settings.artifact)

    def _close(self, thing: Site | Stage) -> None:
        """End one thing; that it cannot be ended must not cost the next check."""
        self._open.remove(thing)
        try:
            thing.close()
        except HarnessError as exc:
            with (self.folder / "close-errors.txt").open("a", encoding="utf-8") as file:
                file.write(f"{exc}\n")
