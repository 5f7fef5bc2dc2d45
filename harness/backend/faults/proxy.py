"""The fault proxy between plug-in and managed system."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

from harness.backend.faults.canary_host import CanaryHost
from harness.backend.faults.link import Link, Surroundings
from harness.backend.faults.rules import FAST, Profile, profile_of
from harness.backend.faults.sessions import Sessions
from harness.backend.faults.traffic import Traffic
from harness.backend.faults.way import Way
from harness.backend.faults.wire import Broken, cut, reset
from harness.canary import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from harness.backend.faults.certificates import CertificateShop
    from harness.backend.faults.target import Target
    from harness.backend.faults.traffic import Counters, Exchange
    from harness.canary import Leak

_LOOPBACK = "127.0.0.1"
_BACKLOG = 256


class FaultProxy:
    """Passes everything on until it is told otherwise.

    Args:
        target: The managed system.
        shop: Where certificates come from.
        secrets: Secrets of the case by name.
        seed: For rules with a chance.

    Attributes:
        canary: The host that redirects and planted addresses lead to.
    """

    def __init__(
        self, target: Target, shop: CertificateShop, secrets: Mapping[str, str], *, seed: int = 0
    ) -> None:
        needles, sessions = Needles(secrets), Sessions()
        self._seed = seed
        self._traffic = Traffic(needles)
        self.canary = CanaryHost(needles)
        self._around = Surroundings(
            target,
            self._traffic,
            sessions,
            shop,
            self.canary,
            Way(FAST, seed, sessions),
        )
        self._links: set[Link] = set()
        self._lock = threading.Lock()
        # keeps the port while nothing listens, so that nobody else gets it
        self._holder = _bound(0)
        self.port: int = self._holder.getsockname()[1]
        self._listener: socket.socket | None = None
        self._listen()

    @property
    def authority(self) -> Path:
        """File (PEM) of the authority that issued the certificate of ``cert-valid``."""
        return self._around.shop.authority

    @property
    def counters(self) -> Counters:
        """Totals since the start; subtract two to know what happened between them."""
        return self._traffic.counters

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The requests of the plug-in, oldest first."""
        return self._traffic.exchanges

    @property
    def clear(self) -> tuple[Leak, ...]:
        """Secrets of the case that came without TLS."""
        return self._traffic.clear

    @property
    def http(self) -> bool:
        """Whether the plug-in speaks HTTP, as far as was seen: unknown counts as yes."""
        protocols = self._traffic.protocols
        return protocols["http"] > 0 or protocols["tcp"] + protocols["tls"] == 0

    @property
    def opaque(self) -> bool:
        """Whether TLS that is not ended here hides what the plug-in speaks."""
        protocols = self._traffic.protocols
        return protocols["tls"] > 0 and protocols["http"] + protocols["tcp"] == 0

    @property
    def disturbs(self) -> bool:
        """Whether another profile than the one that lets everything pass is in force."""
        return self._around.way.profile != FAST

    def watch(self, *names: str) -> None:
        """From now on note which requests hold which of these names, :attr:`Exchange.named`."""
        self._traffic.watched = frozenset(names)

    @contextlib.contextmanager
    def profile(self, profile: str | Profile) -> Iterator[FaultProxy]:
        """Put a profile in force, and the one before it afterwards.

        Args:
            profile: A name out of ``data/profiles.toml``, or rules of one's own.

        Raises:
            UsageError: There is no profile of that name.
        """
        before = self._around.way.profile
        self.use(profile_of(profile) if isinstance(profile, str) else profile)
        try:
            yield self
        finally:
            self.use(before)

    def use(self, profile: Profile) -> None:
        """Put a profile in force until further notice.

        What the profile before it holds is let go. Connections stay as they are unless nothing is
        to listen any more, or with another certificate.
        """
        before, sessions = self._around.way, self._around.sessions
        self._around.way = Way(profile, self._seed, sessions)
        before.ended.set()
        if not profile.listening:
            self._stop_listening()
        if not profile.listening or profile.certificate != before.profile.certificate:
            self.cut_connections()
        if profile.listening and self._listener is None:
            self._listen()

    def cut_connections(self) -> None:
        """Reset every connection that is open."""
        with self._lock:
            links = tuple(self._links)
        for link in links:
            reset(link.client)
            link.close()

    def close(self) -> None:
        """End everything."""
        self._around.way.ended.set()
        self._stop_listening()
        self.cut_connections()
        self._holder.close()
        self.canary.close()

    def _listen(self) -> None:
        listener = _bound(self.port)
        listener.listen(_BACKLOG)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _stop_listening(self) -> None:
        if self._listener is not None:
            cut(self._listener)
            self._listener = None

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(*Broken):
            while True:
                client, _ = listener.accept()
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        link = Link(client, self._around)
        with self._lock:
            self._links.add(link)
        try:
            if link.way.profile.listening:
                link.run()
            else:
                link.close()
        finally:
            with self._lock:
                self._links.discard(link)


def _bound(port: int) -> socket.socket:
    """A socket on a port that others of ours may share; only one of them ever listens."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    bound.bind((_LOOPBACK, port))
    return bound
