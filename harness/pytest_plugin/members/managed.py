"""The managed systems of a stage, and the proxies before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.backend.faults import profile_of
from harness.case import Bindings
from harness.pytest_plugin.members.hosted import Hosted
from harness.pytest_plugin.way import demand_http, playable, proxy_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from harness.backend import ManagedSystem
    from harness.backend.faults import FaultProxy, Profile


_ENDED: Final = "the managed system ended"


class Managed(Hosted):
    """What the plug-in is connected to."""

    _further: tuple[ManagedSystem, ...] = ()

    @property
    def proxy(self) -> FaultProxy:
        """The fault proxy before the managed system.

        ``with stage.proxy.profile("black-hole"): …`` puts a profile in force, ``.counters`` and
        ``.exchanges`` tell what the plug-in did there (:mod:`harness.backend.faults`).

        Raises:
            NeedMissingError: There is no managed system, or the plug-in's way cannot be led there.
        """
        return proxy_of(self.system)

    def profile(self, profile: str | Profile) -> AbstractContextManager[FaultProxy]:
        """As ``proxy.profile``; on other protocols than HTTP with what stands for it there.

        Raises:
            NeedMissingError: There is no proxy, or TLS hides what the plug-in speaks.
            NotExercisedError: The profile means nothing on the protocol of the plug-in.
        """
        wanted = profile_of(profile) if isinstance(profile, str) else profile
        return self.proxy.profile(playable(wanted, self.proxy))

    def demand_http(self) -> None:
        """End a check that has to read HTTP where the plug-in was seen and spoke none.

        Raises:
            NeedMissingError: There is no proxy, or TLS hides what the plug-in speaks.
            NotExercisedError: The plug-in speaks another protocol.
        """
        demand_http(self.proxy)

    def also(self, system: ManagedSystem) -> None:
        """Take a further managed system along, so that it ends with the stage."""
        self._further = (*self._further, system)

    def lost(self) -> str:
        """Say why the next check may not use it; empty when it may."""
        if self.system is not None and not self.system.alive:
            words = self.system.last_words
            return f"{_ENDED}; it wrote last: {words}" if words else _ENDED
        return self._site.lost()

    @property
    def _systems(self) -> tuple[ManagedSystem, ...]:
        """The further ones and its own."""
        return tuple(each for each in (*self._further, self.system) if each is not None)

    @property
    def _disturbed(self) -> bool:
        """Whether a fault is in force before one of them."""
        return any(each.proxy is not None and each.proxy.disturbs for each in self._systems)

    def _bindings(self, system: ManagedSystem | None) -> Bindings:
        """What placeholders of the case mean to the plug-in."""
        if system is not None:
            return system.seen_by_plugin
        return Bindings(
            work=self._site.folder, case=self.case.folder, secrets=self._options.secrets
        )
