"""Making stages, sharing them within an area, replacing the ones that a plug-in has ruined."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from functools import cached_property, partial
from typing import TYPE_CHECKING

from harness.artifact import Inspection, ShippedPackage, inspect_artifact, shipped_packages
from harness.backend import ManagedSystem, start_system
from harness.backend.faults import STORE_PASSWORD, CertificateShop
from harness.case import Case, Plugin, load_case
from harness.checks import ReasonCode
from harness.control import MODULE, write_null_plugin
from harness.errors import HarnessError
from harness.orchestrator import Provider, TrustStore, provider_for
from harness.pytest_plugin.endpoints import (
    Successor,
    TwoEndpoints,
    connect_both,
    new_secrets,
    require_second,
    require_start,
)
from harness.pytest_plugin.facts import PluginFacts, facts_of
from harness.pytest_plugin.hangs import Hangs
from harness.pytest_plugin.installed import Stage, StageOptions
from harness.pytest_plugin.site import Site
from harness.pytest_plugin.stop import (
    NeedMissingError,
    NotExercisedError,
    PluginNotLoadedError,
    StageLostError,
)
from harness.pytest_plugin.upgrading import Upgrade
from harness.pytest_plugin.way import leads_through, proxy_of

if TYPE_CHECKING:
    from pathlib import Path

    from harness.settings import RunSettings


MAX_LOSSES = 4
"""Stages that a plug-in may ruin in one area; more would tell nothing new and cost minutes."""

SHARED = "shared"
"""Name of the one stage on an Orchestrator that cannot be had twice."""


def _upgraded(area: str) -> str:
    """The key of the stage on which the checks of an area replace an earlier release."""
    return f"{area}-upgraded"


def _keys(area: str) -> tuple[str, ...]:
    """The keys of all stages that the checks of an area share."""
    return area, _both(area), _upgraded(area)


def _both(area: str) -> str:
    """Key of the stage with two endpoints of an area."""
    return f"{area}-both"


class Staging:
    """Everything that the checks of one process share.

    A plug-in that does not start is asked to start once: later checks get the same answer.
    """

    def __init__(self, settings: RunSettings) -> None:
        self.settings = settings
        self.case: Case = load_case(settings.case)
        self.folder: Path = settings.folder / "stages" / f"attempt-{settings.attempt}"
        self._inspection: Inspection | None = None
        self._shipped: tuple[ShippedPackage, ...] | None = None
        self._provider: Provider | None = None
        self._stages: dict[str, Stage] = {}
        self._two: dict[str, TwoEndpoints] = {}
        self._open: list[Site | Stage] = []
        self._not_loaded: PluginNotLoadedError | None = None
        self._made = self._left_by_a_process_that_died()
        self._losses: dict[str, list[str]] = defaultdict(list)
        self._hangs = Hangs()
        self._in_use = False
        self._control: Stage | None = None
        self._upgrades: dict[str, Upgrade] = {}

    @property
    def inspection(self) -> Inspection:
        """The static inspection of the artifact, made when it is first needed."""
        if self._inspection is None:
            self._inspection = inspect_artifact(
                self.settings.artifact,
                case=self.case,
                previous=self.settings.previous or self.case.previous,
            )
        return self._inspection

    @property
    def shipped(self) -> tuple[ShippedPackage, ...]:
        """The content that the plug-in ships, read when it is first needed."""
        if self._shipped is None:
            self._shipped = shipped_packages(self.settings.artifact, self.case.plugin.name)
        return self._shipped

    @cached_property
    def shop(self) -> CertificateShop:
        """Where the proxies get their certificates; embedded Orchestrators trust its authority."""
        return CertificateShop(
            self.settings.folder / "certificates" / (self.settings.worker or "all")
        )

    @property
    def provider(self) -> Provider:
        """Where Orchestrators come from."""
        if self._provider is None:
            self._provider = provider_for(
                self.settings.orchestrator,
                profile=self.settings.profile,
                deadlines=self.case.deadlines,
                access=self.settings.access,
                trust_store=TrustStore(self.shop.trust_store, STORE_PASSWORD),
            )
        return self._provider

    def stage(self, area: str) -> Stage:
        """Give the stage of an area, made when it is first asked for.

        Raises:
            PluginNotLoadedError: The plug-in does not start.
            StageLostError: It has ruined too many stages of this area, or this new one.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        area = self._shared(area)
        losses = self._losses[area]
        if len(losses) >= MAX_LOSSES:
            raise StageLostError(f"{len(losses)} hosts were lost in this area: {losses[-1]}")
        if area not in self._stages:
            self._make_room()
            stage = self._stages[area] = self._make_stage(area)
            if loss := stage.lost() or stage.hung():
                if not self.after_check(area, discard=True):
                    losses.append(loss)
                raise StageLostError(loss)
        self._in_use = True
        return self._stages[area]

    def fresh_site(self, area: str) -> Site:
        """Give an Orchestrator of its own with nothing installed.

        Raises:
            NeedMissingError: There is only one Orchestrator, and the check has it already.
            HarnessError: It cannot be had.
        """
        self._make_room()
        site = self._make_site(area)
        self._open.append(site)
        return site

    def own_stage(self, area: str) -> Stage:
        """Give a stage for one check alone, with nothing installed yet.

        Raises:
            PluginNotLoadedError: The submission has no such plug-in, or it is known not to start.
            NeedMissingError: There is only one Orchestrator, and the check has it already.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        self._make_room()
        return self._bare_stage(area)

    def two_endpoints(self, area: str) -> TwoEndpoints:
        """Give a stage for one check alone whose plug-in is connected to two managed systems.

        Raises:
            NeedMissingError: The case has no second endpoint.
            PluginNotLoadedError: The plug-in does not start.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        require_second(self.case)
        stage = self.own_stage(area)
        second = self._start_system(stage.folder / "second", endpoint=2)
        return connect_both(stage, second)

    def successor(self, area: str) -> Successor:
        """Start a managed system for the plug-in of an area's stage to be moved to.

        Raises:
            NeedMissingError: The case does not say how, or no proxy can stand before it.
            HarnessError: It cannot be had.
        """
        require_start(self.case)
        stage, changed = self.stage(area), new_secrets(self.case)
        work = stage.folder / "successor" / "system"
        work.mkdir(parents=True)
        system = start_system(self.case, work, self.settings.secrets | changed, endpoint=2)
        if system is None:
            raise NeedMissingError("the case has no [backend]")
        stage.also(system)
        system.interpose(self.shop, seed=self.settings.seed)
        return Successor(system=system, proxy=proxy_of(system), changed=len(changed))

    def shared_endpoints(self, area: str) -> TwoEndpoints:
        """As :meth:`two_endpoints`, but one for the checks of an area.

        Raises:
            NeedMissingError: The case has no second endpoint.
            PluginNotLoadedError: The plug-in does not start.
            StageLostError: It has ruined too many stages of this area.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        key = _both(area)
        if not self.provider.isolated:
            return self.two_endpoints(area)
        losses = self._losses[area]
        if len(losses) >= MAX_LOSSES:
            raise StageLostError(f"{len(losses)} hosts were lost in this area: {losses[-1]}")
        if key not in self._stages:
            made = self.two_endpoints(area)
            self._stages[key], self._two[key] = made.stage, made
        return self._two[key]

    def upgrade(self, area: str) -> Upgrade:
        """Give the upgrade from an earlier release, made once for the checks of an area.

        Raises:
            NotExercisedError: The case says that there is no earlier release.
            NeedMissingError: Nobody named one, or there is only one Orchestrator.
            PluginNotLoadedError: The earlier release does not start.
            HarnessError: Orchestrator or managed system cannot be had.
        """
        key, previous = _upgraded(area), self.previous
        if not self.provider.isolated:
            raise NeedMissingError("an upgrade needs an Orchestrator of its own")
        if key not in self._stages:
            stage = self.own_stage(area)
            fresh = partial(self._bare_stage, area)
            self._upgrades[key] = Upgrade(stage, previous, fresh)
            self._stages[key] = stage
        return self._upgrades[key]

    @property
    def previous(self) -> Path:
        """An earlier release of the plug-in.

        Raises:
            NotExercisedError: The case says that there is none.
            NeedMissingError: Nobody named one.
        """
        named = self.settings.previous or self.case.previous
        if named is None and self.case.documentation.first_release:
            raise NotExercisedError("this is the first release", ReasonCode.NOT_APPLICABLE)
        if named is None:
            raise NeedMissingError("no earlier release was named: --previous, claims.previous")
        return named

    def close_own(self) -> None:
        """End what a check had for itself."""
        self._in_use = False
        self._control = None
        shared = tuple(self._stages.values())
        for thing in [each for each in self._open if each not in shared]:
            self._close(thing)

    def end_site(self, site: Site) -> None:
        """End a fresh Orchestrator, so that its JVM does not live until the end of the run."""
        if site in self._open:
            self._close(site)

    def after_check(self, area: str, *, discard: bool) -> str:
        """Replace the stage of an area if the check that just ended has ruined it.

        Args:
            area: The area.
            discard: Replace it whatever it looks like.

        Returns:
            Why it was lost in the middle of the check; empty when it was not. A call that hangs
            spoils the stage for the next check only.
        """
        area = self._shared(area)
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

    def close_all(self) -> None:
        """End everything that is open and keep what is known of it."""
        self._stages.clear()
        while self._open:
            self._close(self._open[-1])

    def _make_room(self) -> None:
        """Where there is only one Orchestrator, end what earlier checks have on it."""
        if self.provider.isolated:
            return
        if self._in_use:
            raise NeedMissingError("the check needs two Orchestrators at a time")
        self.close_all()
        self._in_use = True

    def _shared(self, area: str) -> str:
        """The area whose stage an area uses: there is one for all on somebody else's server."""
        return area if self.provider.isolated else SHARED

    def _make_stage(self, area: str) -> Stage:
        if self._not_loaded is not None:
            raise PluginNotLoadedError(self._not_loaded.reason, refused=self._not_loaded.refused)
        stage = self._bare_stage(area)
        try:
            stage.install()
            stage.configure()
        except PluginNotLoadedError as exc:
            self._not_loaded = exc
            self._close(stage)
            raise
        except (StageLostError, HarnessError):
            self._close(stage)
            raise
        return stage

    def _bare_stage(self, area: str) -> Stage:
        """Start Orchestrator and managed system; nothing is installed yet."""
        facts = self._facts()
        site = self._make_site(area)
        with contextlib.ExitStack() as cleanup:
            cleanup.callback(site.close)
            system = self._start_system(site.folder / "system")
            stage = Stage(site, facts, system, self._options(area, self._hangs))
            cleanup.pop_all()
        self._open.append(stage)
        return stage

    def _facts(self) -> PluginFacts:
        """What the descriptor declares, for which nobody needs to read class files."""
        inspection = self._inspection or inspect_artifact(self.settings.artifact, class_files=False)
        return facts_of(inspection, self.case.plugin.name)

    def _start_system(self, work: Path, *, endpoint: int = 1) -> ManagedSystem | None:
        work.mkdir()
        system = start_system(self.case, work, self.settings.secrets, endpoint=endpoint)
        if system is not None and self.provider.isolated and leads_through(self.case):
            system.interpose(self.shop, seed=self.settings.seed)
        return system

    def control(self, area: str) -> Stage:
        """Give the null plug-in on an Orchestrator of its own, one for a check.

        Raises:
            NeedMissingError: There is only one Orchestrator.
            HarnessError: It cannot be had.
        """
        if not self.provider.isolated:
            raise NeedMissingError("the control needs an Orchestrator of its own")
        if self._control is None:
            self._control = self._make_control(area)
        return self._control

    def _make_control(self, area: str) -> Stage:
        name = self._next_name(f"{area}-control")
        folder = self.folder / name
        folder.mkdir(parents=True)
        artifact = write_null_plugin(folder)
        case = Case(plugin=Plugin(name=MODULE), path=artifact, deadlines=self.case.deadlines)
        facts = facts_of(inspect_artifact(artifact, class_files=False), MODULE)
        site = Site(name, folder / "site", self.provider, case, artifact)
        stage = Stage(site, facts, None, self._options(area, Hangs()))
        self._open.append(stage)
        stage.install()
        return stage

    def _options(self, area: str, hangs: Hangs) -> StageOptions:
        return StageOptions(
            secrets=self.settings.secrets,
            hangs=hangs,
            soak=self.settings.soak,
            control=lambda: self.control(area),
        )

    def _left_by_a_process_that_died(self) -> int:
        """How many stages an earlier process of this attempt made, or others that share it."""
        return len(list(self.folder.iterdir())) if self.folder.is_dir() else 0

    def _next_name(self, area: str) -> str:
        self._made += 1
        return f"{self.settings.worker}{self._made:02d}-{area}"

    def _make_site(self, area: str) -> Site:
        name = self._next_name(area)
        return Site(name, self.folder / name, self.provider, self.case, self.settings.artifact)

    def _close(self, thing: Site | Stage) -> None:
        """End one thing; that it cannot be ended must not cost the next check."""
        self._open.remove(thing)
        tidy = [] if self.provider.isolated or isinstance(thing, Site) else [thing.tidy]
        for step in (*tidy, thing.close):
            try:
                step()
            except HarnessError as exc:
                with (self.folder / "close-errors.txt").open("a", encoding="utf-8") as file:
                    file.write(f"{exc}\n")
