"""Where Orchestrators and managed systems come from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from harness.backend import ManagedSystem, start_system
from harness.backend.faults import STORE_PASSWORD, CertificateShop
from harness.orchestrator import Provider, TrustStore, provider_for
from harness.pytest_plugin.endpoints import Successor, new_secrets
from harness.pytest_plugin.stop import NeedMissingError
from harness.pytest_plugin.way import leads_through, proxy_of

if TYPE_CHECKING:
    from pathlib import Path

    from harness.case import Case
    from harness.pytest_plugin.installed import Stage
    from harness.settings import RunSettings


class Supply:
    """What a stage is made of; nothing is made before it is asked for."""

    def __init__(self, settings: RunSettings, case: Case) -> None:
        self._settings = settings
        self._case = case

    @cached_property
    def shop(self) -> CertificateShop:
        """Where the proxies get their certificates; embedded Orchestrators trust its authority."""
        return CertificateShop(
            self._settings.folder / "certificates" / (self._settings.worker or "all")
        )

    @cached_property
    def provider(self) -> Provider:
        """Where Orchestrators come from."""
        return provider_for(
            self._settings.orchestrator,
            profile=self._settings.profile,
            deadlines=self._case.deadlines,
            access=self._settings.access,
            trust_store=TrustStore(self.shop.trust_store, STORE_PASSWORD),
        )

    @property
    def isolated(self) -> bool:
        """Whether there can be more than one Orchestrator."""
        return self.provider.isolated

    def system(self, work: Path, *, endpoint: int = 1) -> ManagedSystem | None:
        """Start a managed system, behind a proxy where one can stand before it.

        Args:
            work: Its folder, which is made.
            endpoint: Its number.

        Returns:
            The system; None when the case has none.

        Raises:
            HarnessError: It cannot be had.
        """
        work.mkdir()
        system = start_system(self._case, work, self._settings.secrets, endpoint=endpoint)
        if system is not None and self.isolated and leads_through(self._case):
            system.interpose(self.shop, seed=self._settings.seed)
        return system

    def successor(self, stage: Stage) -> Successor:
        """Start a managed system for the plug-in of a stage to be moved to.

        Raises:
            NeedMissingError: The case has none, or no proxy can stand before it.
            HarnessError: It cannot be had.
        """
        work = stage.folder / "successor" / "system"
        work.mkdir(parents=True)
        changed = new_secrets(self._case)
        system = start_system(self._case, work, self._settings.secrets | changed, endpoint=2)
        if system is None:
            raise NeedMissingError("the case has no [backend]")
        stage.also(system)
        system.interpose(self.shop, seed=self._settings.seed)
        return Successor(system=system, proxy=proxy_of(system), changed=len(changed))
