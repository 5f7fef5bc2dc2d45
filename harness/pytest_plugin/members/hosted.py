"""The Orchestrator of a stage, as checks see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from harness.backend import ManagedSystem
    from harness.case import Case
    from harness.client import Answer, HostState, Observation, VroClient
    from harness.client.mockvro import MockvroApi
    from harness.client.observer import ObserverApi
    from harness.pytest_plugin.facts import PluginFacts
    from harness.pytest_plugin.installed import StageOptions
    from harness.pytest_plugin.site import Site


class Hosted:
    """A plug-in's Orchestrator; the attributes are those of the stage."""

    def __init__(
        self,
        site: Site,
        facts: PluginFacts,
        system: ManagedSystem | None,
        options: StageOptions,
    ) -> None:
        self._site = site
        self._options = options
        self.case: Case = site.case
        self.facts = facts
        self.system = system
        self.client: VroClient = site.client
        self.clock = Clock(lambda: self.mockvro)

    @property
    def plugin(self) -> str:
        """Module name of the plug-in under test."""
        return self._site.plugin

    @property
    def folder(self) -> Path:
        """Where everything about this stage is kept."""
        return self._site.folder

    def began(self) -> str:
        """When the release that is installed now began to start, ISO 8601.

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        return self._site.began()

    @property
    def finder_types(self) -> tuple[str, ...]:
        """Declared types, without prefix and without the root of the inventory."""
        return self.facts.finder_types

    @property
    def mockvro(self) -> MockvroApi:
        """What only the simulation knows.

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        return self._site.mockvro

    @property
    def observer(self) -> ObserverApi:
        """The observer in the JVM: threads, heap, class loaders, state (``docs/observer.md``).

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        self._site.require_simulation()
        return self.client.observer

    @property
    def simulated(self) -> bool:
        """Whether :attr:`mockvro` is there."""
        return self._site.simulated

    def session(self, user: str) -> VroClient:
        """A client for a session of another user; ends with the stage.

        Args:
            user: A name; the same name is the same session.

        Raises:
            NeedMissingError: The Orchestrator is a real one, where we have one account only.
        """
        return self._site.client_of(user)

    def restart_host(self, properties: Mapping[str, str] | None = None) -> None:
        """Replace the JVM by a fresh one; plug-in and endpoints stay, runs are resumed.

        Args:
            properties: System properties that the new one has besides; those of the last time
                without it.

        Raises:
            NeedMissingError: The Orchestrator is a real one, or its properties are not ours.
        """
        if properties is not None:
            self._site.set_properties(properties)
        self.mockvro.restart_host()
        self.client.service.wait_ready(self.case.deadlines.start)

    def observations(self, *kinds: str) -> tuple[Observation, ...]:
        """List what the host noticed so far, of the given kinds if any are named."""
        return self._site.observations(*kinds)

    def calls_of(self, answer: Answer) -> tuple[Observation, ...]:
        """List the host calls behind an answer; none where the Orchestrator does not tell."""
        return self._site.calls_of(answer)

    def host(self) -> HostState | None:
        """Ask for the state of the JVM; None where the Orchestrator does not tell."""
        return self._site.host()

    def hung(self) -> str:
        """Name the first call that hangs; empty when none does."""
        return self._site.hung()
