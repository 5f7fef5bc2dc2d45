"""Reading and writing HTTP/1.1 for the relay; the parsing is h11's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h11

from harness.backend.faults.wire import receive

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

MAX_BODY = 64 * 1024 * 1024
"""Bytes of a body that is kept as a whole."""
_HOP = frozenset({b"upgrade", b"expect"})
"""Headers that the relay does not pass on, because it could not do what they ask for."""


class Message:
    """A request or an answer with its whole body.

    Attributes:
        head: The request, or the answer.
        body: The body.
    """

    def __init__(self, head: h11.Request | h11.Response, body: bytes) -> None:
        self.head = head
        self.body = body

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """Header fields, names in lower case."""
        return list(self.head.headers)

    @property
    def status(self) -> int:
        """Status code of an answer, 0 of a request."""
        return self.head.status_code if isinstance(self.head, h11.Response) else 0

    @property
    def raw(self) -> bytes:
        """What can be searched: target or nothing, headers, body."""
        lines = [name + b": " + value for name, value in self.head.headers]
        first = self.head.target if isinstance(self.head, h11.Request) else b""
        return b"\r\n".join((first, *lines, b"", self.body))


class TooLargeError(ValueError):
    """A body is larger than we keep."""


def events(connection: h11.Connection, source: socket.socket) -> Iterator[h11.Event]:
    """Read the events of one message, up to and with its end.

    Raises:
        OSError: The connection is broken.
        h11.RemoteProtocolError: It is no HTTP.
    """
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(receive(source))
            continue
        if event is h11.PAUSED or isinstance(event, h11.ConnectionClosed):
            return
        assert not isinstance(event, type)  # noqa: S101 - both sentinels are handled above
        yield event
        if isinstance(event, h11.EndOfMessage):
            return


def read_request(connection: h11.Connection, source: socket.socket) -> Message | None:
    """Read a whole request; None when the client has nothing more to say.

    Raises:
        TooLargeError: Its body is too large.
        OSError: The connection is broken.
        h11.RemoteProtocolError: It is no HTTP.
    """
    return _whole(connection, source, h11.Request)


def read_answer(connection: h11.Connection, source: socket.socket) -> Message | None:
    """Read a whole answer; None when the connection ends before.

    Raises:
        TooLargeError: Its body is too large.
        OSError: The connection is broken.
        h11.RemoteProtocolError: It is no HTTP.
    """
    return _whole(connection, source, h11.Response)


def _whole(
    connection: h11.Connection, source: socket.socket, kind: type[h11.Request | h11.Response]
) -> Message | None:
    head: h11.Request | h11.Response | None = None
    parts: list[bytes] = []
    for event in events(connection, source):
        if isinstance(event, kind):
            head = event
            _let_go_on(connection, source)
        elif isinstance(event, h11.Data):
            parts.append(bytes(event.data))
            _limit(parts)
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return Message(head, b"".join(parts))
    return None


def _let_go_on(connection: h11.Connection, source: socket.socket) -> None:
    """Ask for the body where the other side waits for that; servers never do."""
    if connection.they_are_waiting_for_100_continue:
        go_on = h11.InformationalResponse(status_code=100, headers=[])
        source.sendall(connection.send(go_on) or b"")


def forwarded(request: Message) -> h11.Request:
    """The head of a request as the managed system gets it."""
    head = request.head
    assert isinstance(head, h11.Request)  # noqa: S101 - callers pass requests
    kept = [(name, value) for name, value in head.headers.raw_items() if name.lower() not in _HOP]
    return h11.Request(method=head.method, target=head.target, headers=kept)


def encode(connection: h11.Connection, head: h11.Event, body: bytes) -> bytes:
    """Encode a whole message."""
    parts = [connection.send(head), connection.send(h11.Data(data=body)) if body else b""]
    return b"".join(part or b"" for part in (*parts, connection.send(h11.EndOfMessage())))


def answer(status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> Message:
    """Make an answer of the proxy's own."""
    named = {"content-length": str(len(body))} | (headers or {})
    return Message(h11.Response(status_code=status, headers=list(named.items())), body)


def _limit(parts: list[bytes]) -> None:
    if sum(map(len, parts)) > MAX_BODY:
        raise TooLargeError("a body is larger than we keep")
