"""Relaying HTTP/1.1, one request at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import h11

from harness.backend.faults import http_messages as http
from harness.backend.faults import lures
from harness.backend.faults.rules import PASSING, Fault, Rule
from harness.backend.faults.sessions import basic_user, carries_password, handed_out
from harness.backend.faults.wire import CHUNK, drip, hold, readable, reset

if TYPE_CHECKING:
    from harness.backend.faults.http_messages import Message
    from harness.backend.faults.link import Link
    from harness.backend.faults.traffic import Exchange

_OWN = frozenset({Fault.STATUS, Fault.HUGE, Fault.REDIRECT, Fault.GADGET})
"""Faults that the managed system hears nothing of."""
_HALF = frozenset({Fault.HALF_OPEN, Fault.TRUNCATED})
_CHALLENGE = {"www-authenticate": 'Basic realm="proxy"'}
_UNAUTHORIZED = 401


class HttpRelay:
    """Passes requests on and answers back, with the faults of the way in between.

    Args:
        link: The connection.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._way = link.way
        self._from_client = h11.Connection(h11.SERVER)
        self._to_system = h11.Connection(h11.CLIENT)

    def run(self, first: bytes) -> None:
        """Relay until one side ends.

        Args:
            first: What the client has said already.
        """
        self._from_client.receive_data(first)
        try:
            while request := http.read_request(self._from_client, self._link.client):
                if not self._exchange(request) or not self._next():
                    return
        except h11.ProtocolError:
            self._link.traffic.add(garbled=1)

    def _next(self) -> bool:
        """Get ready for the next request; false when one side ends."""
        for each in (self._from_client, self._to_system):
            if each.our_state is h11.IDLE:  # the system was not asked
                continue
            if (each.our_state, each.their_state) != (h11.DONE, h11.DONE):
                return False
            each.start_next_cycle()
        if self._from_client.trailing_data[0]:
            return True
        # a system that ends an idle connection ends that of the client, too
        both = (self._link.client, self._link.upstream)
        return self._link.client in readable(both)

    def _exchange(self, request: Message) -> bool:
        """Answer a request; false when the connection is over."""
        link, rule = self._link, self._decide(request)
        exchange = self._note(request, rule)
        if rule.fault is Fault.BLACK_HOLE:
            hold(link.client, self._way.ended)
        if rule.fault in (Fault.BLACK_HOLE, Fault.RESET):
            reset(link.client)
            return False
        if rule is PASSING:
            return self._pass_on(request, exchange)
        given = self._answer(request, rule, exchange)
        if given is None:
            return False
        self._way.ended.wait(rule.delay)
        link.traffic.answered(exchange, given.status)
        return self._send(given, rule)

    def _decide(self, request: Message) -> Rule:
        self._way = self._link.way
        rule = self._way.decide(_method(request), _path(request))
        if rule.fault is not Fault.EXPIRE:
            return rule
        self._way.expire()
        # only a dead session is refused, a log-in goes through
        return rule if self._link.around.sessions.dead(request.headers) else PASSING

    def _note(self, request: Message, rule: Rule) -> Exchange:
        headers, traffic, raw = request.headers, self._link.traffic, request.raw
        traffic.add(uploaded=len(raw))
        exchange = traffic.begin(
            self._link.number,
            raw,
            tls=self._link.tls,
            method=_method(request),
            path=_path(request),
            user=basic_user(headers),
            login=carries_password(headers),
            carried=self._link.around.sessions.carried_by(headers),
        )
        if rule is not PASSING:
            traffic.struck(exchange, rule.label)
        return exchange

    def _answer(self, request: Message, rule: Rule, exchange: Exchange) -> Message | None:
        """Get the answer that a rule wants; None when the managed system has gone."""
        if rule.fault is Fault.EXPIRE:
            return http.answer(_UNAUTHORIZED, headers=_CHALLENGE)
        if rule.fault in _OWN:
            return _own_answer(self._link, request, rule)
        self._ask(request)
        given = http.read_answer(self._to_system, self._link.upstream)
        if given is not None:
            self._learn(request, given, exchange)
            if rule.fault is Fault.XXE:
                return _with_entities(given, self._link.around.canary.url)
        return given

    def _send(self, given: Message, rule: Rule) -> bool:
        """Send a whole answer in the way of a rule."""
        link = self._link
        if rule.fault is Fault.HUGE:
            return self._flood(given, rule.size)
        data = http.encode(self._from_client, _reframed(given), given.body)
        link.traffic.add(downloaded=len(data))
        if rule.fault is Fault.DRIP:
            drip(link.client, data, rule.size, rule.pause, self._way.ended)
            return True
        if rule.fault not in _HALF:
            link.client.sendall(data)
            return True
        # headers and half of the body, so that the client waits for the rest
        link.client.sendall(data[: len(data) - max(1, len(given.body) // 2)])
        if rule.fault is Fault.HALF_OPEN:
            hold(link.client, self._way.ended)
            reset(link.client)
        return False

    def _flood(self, given: Message, size: int) -> bool:
        """Send a body that is larger than anybody should read."""
        link, piece = self._link, b"0," * (CHUNK // 2)
        link.client.sendall(self._from_client.send(given.head) or b"")
        for data in (b"[", *(piece for _ in range(size // CHUNK)), b"0]"):
            link.client.sendall(self._from_client.send(h11.Data(data=data)) or b"")
            link.traffic.add(downloaded=len(data))
        link.client.sendall(self._from_client.send(h11.EndOfMessage()) or b"")
        return True

    def _pass_on(self, request: Message, exchange: Exchange) -> bool:
        """Relay an answer as it comes."""
        link, passing = self._link, _Passing(request)
        self._ask(request)
        for event in http.events(self._to_system, link.upstream):
            if passing.completed_by(event):  # known here before the client can act on it
                link.traffic.answered(exchange, passing.status)
                self._learn(request, passing.message, exchange)
            data = self._from_client.send(event) or b""
            link.traffic.add(downloaded=len(data))
            link.client.sendall(data)
        return passing.complete

    def _ask(self, request: Message) -> None:
        self._link.upstream.sendall(
            http.encode(self._to_system, http.forwarded(request), request.body)
        )

    def _learn(self, request: Message, given: Message, exchange: Exchange) -> None:
        """Remember what a log-in hands out; no other body is worth it."""
        handed = given.body if carries_password(request.headers) or request.body else b""
        if exchange.login:
            exchange.handed = handed_out(handed)
        self._link.around.sessions.learn(given.headers, handed)


class _Passing:
    """An answer that passes by: its head, the beginning of its body, and when it is complete."""

    def __init__(self, request: Message) -> None:
        self._bodyless = isinstance(request.head, h11.Request) and request.head.method == b"HEAD"
        self._head: h11.Response | None = None
        self._body = bytearray()
        self._missing: int | None = None
        self.complete = False

    @property
    def status(self) -> int:
        """The status; 0 while there is no head."""
        return self._head.status_code if self._head is not None else 0

    @property
    def message(self) -> Message:
        """What is kept of it; once it is complete."""
        assert self._head is not None  # noqa: S101 - complete
        return http.Message(self._head, bytes(self._body))

    def completed_by(self, event: h11.Event) -> bool:
        """Take the next event; true for the first after which the client has everything."""
        if isinstance(event, h11.Response):
            self._head = event
            self._missing = 0 if self._bodyless else _length(event)
        elif isinstance(event, h11.Data):
            self._take(bytes(event.data))
        ended = isinstance(event, h11.EndOfMessage) or self._missing == 0
        if not ended or self._head is None or self.complete:
            return False
        self.complete = True
        return True

    def _take(self, data: bytes) -> None:
        if len(self._body) < CHUNK:
            self._body += data
        if self._missing is not None:
            self._missing -= len(data)


def _length(head: h11.Response) -> int | None:
    """The announced length of a body; ``None`` when its end has a mark of its own."""
    for name, value in head.headers:
        if name == b"content-length":
            return int(value)
    return None


def _own_answer(link: Link, request: Message, rule: Rule) -> Message:
    canary = link.around.canary
    if rule.fault is Fault.REDIRECT:
        return http.answer(302, headers={"location": canary.url + _path(request)})
    if rule.fault is Fault.GADGET:
        return http.answer(200, lures.gadget(canary.name), {"content-type": lures.OBJECT_TYPE})
    if rule.fault is Fault.HUGE:
        head = h11.Response(status_code=200, headers=[("content-type", "application/json")])
        return http.Message(head, b"")
    challenge = _CHALLENGE if rule.status == _UNAUTHORIZED else None
    return http.answer(rule.status, headers=challenge)


def _with_entities(given: Message, url: str) -> Message:
    body = lures.with_entities(given.body, url)
    headers = {"content-type": lures.XML_TYPE, "content-length": str(len(body))}
    return http.Message(h11.Response(status_code=200, headers=list(headers.items())), body)


def _reframed(given: Message) -> h11.Response:
    """The head as received, framed for a body that is known as a whole."""
    head = given.head
    assert isinstance(head, h11.Response)  # noqa: S101 - callers pass answers
    return h11.Response(
        status_code=head.status_code, headers=head.headers.raw_items(), reason=head.reason
    )


def _method(request: Message) -> str:
    assert isinstance(request.head, h11.Request)  # noqa: S101 - callers pass requests
    return request.head.method.decode("ascii")


def _path(request: Message) -> str:
    """Path and query, also of a request that names the whole address."""
    assert isinstance(request.head, h11.Request)  # noqa: S101 - callers pass requests
    target = request.head.target.decode("ascii", "replace")
    if target.startswith("/"):
        return target
    parts = urlsplit(target)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
