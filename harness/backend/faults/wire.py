"""Small things that both kinds of relay do with sockets."""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable

CHUNK = 64 * 1024
_POLL_SECONDS = 0.1
_HARD_CLOSE = struct.pack("ii", 1, 0)
"""``SO_LINGER`` with no time to linger: closing sends RST."""

Broken = (OSError, ValueError)
"""How a socket says that its connection is over; ``ValueError`` when it was closed meanwhile."""


def readable(
    sockets: Iterable[socket.socket], seconds: float | None = None
) -> tuple[socket.socket, ...]:
    """Wait until one of some sockets can be read; none when the time is over.

    Raises:
        OSError: One of them was closed meanwhile.
        ValueError: As above.
    """
    wanted = tuple(sockets)
    buffered = tuple(
        each for each in wanted if isinstance(each, ssl.SSLSocket) and each.pending() > 0
    )
    if buffered:
        return buffered
    poll = select.poll()
    by_number = {each.fileno(): each for each in wanted}
    for number in by_number:
        poll.register(number, select.POLLIN | select.POLLHUP | select.POLLERR)
    ready = poll.poll(None if seconds is None else seconds * 1000)
    return tuple(by_number[number] for number, _ in ready)


def receive(source: socket.socket) -> bytes:
    """Read what is there; nothing when the other side has ended."""
    try:
        return source.recv(CHUNK)
    except ssl.SSLEOFError:
        return b""


def hold(client: socket.socket, ended: threading.Event) -> None:
    """Swallow what a client says and never answer, until it leaves or the fault ends."""
    while not ended.is_set():
        if readable((client,), _POLL_SECONDS) and not receive(client):
            return


def drip(
    client: socket.socket, data: bytes, size: int, pause: float, ended: threading.Event
) -> None:
    """Send data in pieces; all that is left at once when the fault ends."""
    for start in range(0, len(data), max(size, 1)):
        if ended.wait(pause):
            client.sendall(data[start:])
            break
        client.sendall(data[start : start + max(size, 1)])


def reset(connection: socket.socket) -> None:
    """End a connection with RST."""
    with contextlib.suppress(OSError, ValueError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _HARD_CLOSE)
    # shutting the other direction down would end it in order
    _close(connection, socket.SHUT_RD)


def cut(connection: socket.socket) -> None:
    """Close a connection that another thread may be reading."""
    _close(connection, socket.SHUT_RDWR)


def _close(connection: socket.socket, direction: int) -> None:
    with contextlib.suppress(OSError, ValueError):
        # closing alone does not wake a thread that waits for data
        connection.shutdown(direction)
    with contextlib.suppress(OSError, ValueError):
        connection.close()
