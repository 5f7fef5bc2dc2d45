"""The managed system behind the proxy."""

from __future__ import annotations

import socket
import ssl

from msgspec import Struct

_CONNECT_SECONDS = 10.0


class Target(Struct, frozen=True, kw_only=True):
    """Where the managed system listens.

    Attributes:
        host: Name or address.
        port: Port.
        tls: Whether it speaks TLS. Where the proxy ends TLS it begins it again towards the
            system, whatever its certificate: what the plug-in verifies is that of the proxy.
    """

    host: str
    port: int
    tls: bool = False

    def connect(self, *, encrypt: bool = False) -> socket.socket:
        """Open a connection.

        Args:
            encrypt: Begin TLS, because that of the plug-in ended at the proxy.

        Raises:
            OSError: It does not take one.
        """
        plain = socket.create_connection((self.host, self.port), timeout=_CONNECT_SECONDS)
        plain.settimeout(None)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not (encrypt and self.tls):
            return plain
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context.wrap_socket(plain, server_hostname=self.host)
