"""A host that nothing should ever talk to: whoever comes was led there by a planted address."""

from __future__ import annotations

import contextlib
import socket
import threading
from secrets import token_hex
from typing import TYPE_CHECKING

from msgspec import Struct

from harness.backend.faults.wire import Broken, cut
from harness.canary import Leak

if TYPE_CHECKING:
    from harness.canary import Needles

ADDRESS = "127.0.0.2"
"""Another host than the managed system's, and still only reachable from this machine."""
MAX_HITS = 1000
_READ = 64 * 1024
_READ_SECONDS = 2.0
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_CREDENTIALS = (b"\nauthorization:", b"\ncookie:", b"\nproxy-authorization:")


class CanaryHit(Struct, frozen=True):
    """Somebody came.

    Attributes:
        request: First line of what it said.
        credentials: Whether it brought an ``Authorization`` or ``Cookie`` header.
        leaks: Secrets of the case that it brought.
    """

    request: str
    credentials: bool
    leaks: tuple[Leak, ...] = ()


class CanaryHost:
    """Listens on an address of its own.

    Args:
        needles: Secrets to look for in what comes.
    """

    def __init__(self, needles: Needles) -> None:
        self._needles = needles
        self._hits: list[CanaryHit] = []
        self._listener = socket.create_server((ADDRESS, 0))
        self.token = token_hex(12)
        threading.Thread(target=self._serve, name="canary-host", daemon=True).start()

    @property
    def url(self) -> str:
        """Its address, unique to it."""
        return f"http://{ADDRESS}:{self._listener.getsockname()[1]}/{self.token}"

    @property
    def name(self) -> str:
        """A host name that does not exist, unique to it, for lures that only resolve a name."""
        return f"canary-{self.token}.invalid"

    @property
    def hits(self) -> tuple[CanaryHit, ...]:
        """Who came so far."""
        return tuple(self._hits)

    def close(self) -> None:
        """Stop listening."""
        cut(self._listener)

    def _serve(self) -> None:
        with contextlib.suppress(*Broken):
            while True:
                visitor, _ = self._listener.accept()
                with visitor, contextlib.suppress(*Broken):
                    self._note(visitor)

    def _note(self, visitor: socket.socket) -> None:
        visitor.settimeout(_READ_SECONDS)
        data = visitor.recv(_READ)
        if len(self._hits) < MAX_HITS:
            line, lower = data.partition(b"\r\n")[0], data.lower()
            self._hits.append(
                CanaryHit(
                    line[:500].decode("utf-8", "replace"),
                    any(name in lower for name in _CREDENTIALS),
                    self._needles.find("canary host", data),
                )
            )
        visitor.sendall(_ANSWER)
