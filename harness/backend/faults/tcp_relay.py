"""Relaying a connection whose protocol we do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.backend.faults.rules import PASSING, Fault, Rule
from harness.backend.faults.wire import CHUNK, drip, hold, readable, receive, reset

if TYPE_CHECKING:
    import socket

    from harness.backend.faults.link import Link
    from harness.backend.faults.traffic import Exchange


class TcpRelay:
    """Passes bytes both ways; what the client says until it is answered is one exchange.

    Args:
        link: The connection.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._way = link.way
        self._rule: Rule | None = None  # nobody has said anything yet
        self._exchange: Exchange | None = None

    def run(self, first: bytes) -> None:
        """Relay until one side ends.

        Args:
            first: What the client has said already.
        """
        if first and not self._from_client(first):
            return
        both = (self._link.client, self._link.upstream)
        while all(self._pass(side) for side in readable(both)):
            pass

    def _pass(self, side: socket.socket) -> bool:
        data = receive(side)
        if not data:
            return False
        if side is self._link.client:
            return self._from_client(data)
        return self._from_system(data)

    def _from_client(self, data: bytes) -> bool:
        link = self._link
        link.traffic.add(uploaded=len(data))
        if self._exchange is None:
            self._exchange = link.traffic.begin(link.number, data, tls=link.tls)
            self._decide()
        if self._silenced():
            return False
        link.upstream.sendall(data)
        return True

    def _from_system(self, data: bytes) -> bool:
        link = self._link
        if self._rule is None:  # it speaks first
            self._decide()
        rule = self._rule or PASSING
        if rule.delay:
            self._way.ended.wait(rule.delay)
        goes_on = not self._silenced() and self._send(rule, data)
        if self._exchange is not None:
            link.traffic.answered(self._exchange)
        self._rule, self._exchange = PASSING, None  # what follows belongs to this answer
        return goes_on

    def _silenced(self) -> bool:
        """Whether the connection ended because its exchange gets no answer at all."""
        fault = self._rule.fault if self._rule is not None else Fault.NONE
        if fault is Fault.BLACK_HOLE:
            hold(self._link.client, self._way.ended)
        if fault in (Fault.BLACK_HOLE, Fault.RESET):
            reset(self._link.client)
            return True
        return False

    def _send(self, rule: Rule, data: bytes) -> bool:
        client, ended = self._link.client, self._way.ended
        if rule.fault is Fault.HUGE:
            return self._flood(rule.size)
        self._link.traffic.add(downloaded=len(data))
        if rule.fault is Fault.DRIP:
            drip(client, data, rule.size, rule.pause, ended)
            return True
        if rule.fault not in (Fault.HALF_OPEN, Fault.TRUNCATED):
            client.sendall(data)
            return True
        client.sendall(data[: len(data) // 2])
        if rule.fault is Fault.HALF_OPEN:
            hold(client, ended)
            reset(client)
        return False

    def _flood(self, size: int) -> bool:
        """Answer with a line that is longer than anybody should read."""
        piece = b"0" * CHUNK
        for _ in range(size // CHUNK):
            self._link.client.sendall(piece)
            self._link.traffic.add(downloaded=CHUNK)
        reset(self._link.client)
        return False

    def _decide(self) -> None:
        self._way = self._link.way
        self._rule = self._way.decide()
        if self._exchange is not None and self._rule is not PASSING:
            self._link.traffic.struck(self._exchange, self._rule.label)
