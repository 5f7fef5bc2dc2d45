import contextlib
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.backend.faults import CertificateShop, Fault, FaultProxy, Profile, Rule, Target

SECRET = "canary-0123456789abcdef"


class Pong(socketserver.StreamRequestHandler):
    greeting = b""

    def handle(self) -> None:
        self.wfile.write(self.greeting)
        while line := self.rfile.readline():
            self.wfile.write(b"+" + line)


class Greeter(Pong):
    greeting = b"220 hello\r\n"


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextlib.contextmanager
def proxied(handler: type[Pong], folder: Path) -> Iterator[FaultProxy]:
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        target = Target(host="127.0.0.1", port=server.server_address[1])
        proxy = FaultProxy(target, CertificateShop(folder), {"password": SECRET})
        yield proxy
        proxy.close()
        server.shutdown()


def connect(proxy: FaultProxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), timeout=5)


def test_relays_and_counts_exchanges(tmp_path: Path) -> None:
    with proxied(Pong, tmp_path) as proxy, connect(proxy) as client:
        for text in (b"PING\r\n", b"AUTH %s\r\n" % SECRET.encode()):
            client.sendall(text)
            assert client.recv(100) == b"+" + text
        assert not proxy.http
        counters = proxy.counters
        assert (counters.connections, counters.requests, counters.logins) == (1, 2, 1)
        assert [leak.where for leak in proxy.clear] == ["stream"]


def test_a_system_may_speak_first(tmp_path: Path) -> None:
    with proxied(Greeter, tmp_path) as proxy:
        with connect(proxy) as client:
            assert client.recv(100) == b"220 hello\r\n"
        with proxy.profile("black-hole"), connect(proxy) as client:
            client.settimeout(0.2)
            with pytest.raises(TimeoutError):
                client.recv(100)


def test_faults(tmp_path: Path) -> None:
    with proxied(Pong, tmp_path) as proxy:
        with proxy.profile("half-open"), connect(proxy) as client:
            client.sendall(b"abcdefg\r\n")
            client.settimeout(0.3)
            assert client.recv(100) == b"+abcd"
            with pytest.raises(TimeoutError):
                client.recv(100)
        with proxy.profile("truncated"), connect(proxy) as client:
            client.sendall(b"abcdefg\r\n")
            assert client.makefile("rb").read() == b"+abcd"
        with proxy.profile("reset"), connect(proxy) as client:
            client.sendall(b"a\r\n")
            with pytest.raises(ConnectionResetError):
                client.recv(100)
        with proxy.profile("200ms"), connect(proxy) as client:
            begin = time.monotonic()
            client.sendall(b"a\r\n")
            assert client.recv(100) == b"+a\r\n"
            assert time.monotonic() - begin >= 0.2
        assert proxy.counters.faults == {"half-open": 1, "truncated": 1, "reset": 1, "delay": 1}


def test_a_line_that_never_ends(tmp_path: Path) -> None:
    profile = Profile(rules=(Rule(fault=Fault.HUGE, size=1 << 20, times=1),))
    with proxied(Pong, tmp_path) as proxy:
        with proxy.profile(profile), connect(proxy) as client:
            client.sendall(b"a\r\n")
            got = bytearray()
            with contextlib.suppress(ConnectionResetError):
                while data := client.recv(1 << 16):
                    got += data
            assert set(got) == {ord("0")}
        assert proxy.counters.faults == {"huge": 1}


def test_an_open_connection_meets_the_next_profile(tmp_path: Path) -> None:
    with proxied(Pong, tmp_path) as proxy, connect(proxy) as client:
        client.sendall(b"a\r\n")
        assert client.recv(100)
        with proxy.profile("black-hole"):
            client.sendall(b"b\r\n")
            client.settimeout(0.2)
            with pytest.raises(TimeoutError):
                client.recv(100)
        client.settimeout(5)
        with pytest.raises(ConnectionResetError):
            client.recv(100)


def test_a_system_that_is_not_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    proxy = FaultProxy(Target(host="127.0.0.1", port=port), CertificateShop(tmp_path), {})
    with connect(proxy) as client:
        assert client.recv(10) == b""
    proxy.close()
