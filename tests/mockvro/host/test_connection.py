"""Frames and requests over a socket pair, without a JVM."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mockvro.host.connection import Connection

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


class Told:
    def __init__(self) -> None:
        self.notifications: list[tuple[str, Any]] = []
        self.over = threading.Event()

    def notified(self, method: str, params: dict[str, Any]) -> None:
        self.notifications.append((method, params))

    def ended(self) -> None:
        self.over.set()


@contextmanager
def pair() -> Iterator[tuple[Connection, Connection, Told, Told]]:
    ours, theirs = socket.socketpair()
    told, told_there = Told(), Told()
    here, there = Connection(ours, told), Connection(theirs, told_there)
    here.start()
    there.start()
    try:
        yield here, there, told, told_there
    finally:
        here.close()
        there.close()


@given(JSON)
def test_any_value_makes_the_round_trip(value: Any) -> None:
    with pair() as (here, there, _, _):
        there.on_request("echo", lambda params: params["value"])
        pending = here.send("c1", "echo", {"value": value})
        assert pending is not None
        assert pending.wait(10)
        assert pending.answer == {"jsonrpc": "2.0", "id": "c1", "result": value}


@given(st.data())
def test_frames_may_arrive_in_any_pieces(data: st.DataObject) -> None:
    messages = [{"jsonrpc": "2.0", "method": "observe", "params": {"n": n}} for n in range(3)]
    stream = b""
    for message in messages:
        body = msgspec.json.encode(message)
        extra = data.draw(st.sampled_from([b"", b"Content-Type: application/json\r\n"]))
        stream += b"%bContent-Length: %d\r\n\r\n%b" % (extra, len(body), body)
    ours, theirs = socket.socketpair()
    told = Told()
    connection = Connection(ours, told)
    connection.start()
    with theirs:
        while stream:
            size = data.draw(st.integers(1, len(stream)))
            theirs.sendall(stream[:size])
            stream = stream[size:]
    assert told.over.wait(10)
    connection.close()
    assert told.notifications == [("observe", {"n": n}) for n in range(3)]


def test_both_sides_may_ask_during_a_call() -> None:
    with pair() as (here, there, _, _):
        here.on_request("inner", lambda params: params["n"] + 1)

        def outer(params: dict[str, Any]) -> Any:
            pending = there.send("j1", "inner", params)
            assert pending is not None
            assert pending.wait(10)
            assert pending.answer is not None
            return pending.answer["result"] * 10

        there.on_request("outer", outer)
        pending = here.send("c1", "outer", {"n": 4})
        assert pending is not None
        assert pending.wait(10)
        assert pending.answer is not None
        assert pending.answer["result"] == 50


def test_the_end_of_the_connection_ends_waiting_calls() -> None:
    release = threading.Event()
    with pair() as (here, there, told, _):
        there.on_request("wait", lambda _: release.wait(10))
        pending = here.send("c1", "wait", {})
        assert pending is not None
        there.close()
        assert pending.wait(10)
        assert pending.answer is None
        assert told.over.wait(10)
        assert here.send("c2", "wait", {}) is None
        release.set()
