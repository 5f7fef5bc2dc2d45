"""One connection of the plug-in, from its first byte to the relay that fits it."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harness.backend.faults.certificates import CertificateKind
from harness.backend.faults.http_relay import HttpRelay
from harness.backend.faults.tcp_relay import TcpRelay
from harness.backend.faults.wire import Broken, cut, readable, receive

if TYPE_CHECKING:
    from harness.backend.faults.canary_host import CanaryHost
    from harness.backend.faults.certificates import CertificateShop
    from harness.backend.faults.sessions import Sessions
    from harness.backend.faults.target import Target
    from harness.backend.faults.traffic import Traffic
    from harness.backend.faults.way import Way

_HTTP = re.compile(rb"(GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|TRACE|CONNECT|PROPFIND|REPORT) ")
_TLS_HANDSHAKE = b"\x16"
"""First byte of every TLS connection (RFC 8446 §5.1)."""


@dataclass
class Surroundings:
    """What all connections of a proxy share; ``way`` is replaced with every profile."""

    target: Target
    traffic: Traffic
    sessions: Sessions
    shop: CertificateShop
    canary: CanaryHost
    way: Way


class Link:
    """A connection.

    Args:
        client: The socket of the plug-in.
        around: What it shares with the other connections.

    Attributes:
        client: The plug-in's side.
        upstream: The managed system's side, once :meth:`run` has made it.
        number: Counted from one.
        tls: Whether TLS from the plug-in ends here.
    """

    def __init__(self, client: socket.socket, around: Surroundings) -> None:
        self.around = around
        self.client: socket.socket = client
        self.upstream: socket.socket = client
        self.traffic = around.traffic
        self.number = around.traffic.opened()
        self.tls = False
        self._heard = False

    @property
    def way(self) -> Way:
        """The present state of the way."""
        return self.around.way

    def run(self) -> None:
        """Relay until the connection is over."""
        try:
            self._end_tls()
            self.upstream = self.around.target.connect(encrypt=self.tls)
            self._relay()
        except Broken:
            return  # one of the three parties has gone; that is how connections end
        finally:
            self.close()
            # with TLS 1.3 a certificate is refused after our side of the handshake has finished
            self.traffic.add(open=-1, handshake_failures=int(self.tls and not self._heard))

    def close(self) -> None:
        """Cut both sides; may be called from any thread, and twice."""
        cut(self.client)
        if self.upstream is not self.client:
            cut(self.upstream)

    def _end_tls(self) -> None:
        """End TLS here if the profile says so and the plug-in speaks it."""
        kind = self.way.profile.certificate
        if kind and self.client.recv(1, socket.MSG_PEEK)[:1] == _TLS_HANDSHAKE:
            self.tls = True
            context = self.around.shop.context(CertificateKind(kind))
            self.client = context.wrap_socket(self.client, server_side=True)

    def _relay(self) -> None:
        first = b""
        if self.client in readable((self.client, self.upstream)):
            first = receive(self.client)
            if not first:
                return
            self._heard = True
        if _HTTP.match(first):
            self.traffic.protocols["http"] += 1
            HttpRelay(self).run(first)
        else:
            self.traffic.protocols["tls" if first[:1] == _TLS_HANDSHAKE else "tcp"] += 1
            TcpRelay(self).run(first)
