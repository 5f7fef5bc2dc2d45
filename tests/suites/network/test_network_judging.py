import os
import socket

from harness.checks import Effect
from harness.pytest_plugin import CanaryHit, Leak
from suites.network.test_cleartext import about_encryption, secrets, told, warned
from suites.network.test_listener import open_ports, usual_ports
from suites.network.test_proxy_ignored import properties, verdict
from suites.network.test_ssrf import visits

LEAK = Leak("password", "canary host", "plain")


def test_only_lines_that_warn_count() -> None:
    lines = [{"level": "INFO", "message": "by http"}, {"level": "WARN", "message": "old"}, {}]
    assert warned(lines) == ("old",)


def test_a_warning_about_encryption_is_told_from_others() -> None:
    for text in ("sent in clear text", "uses plain HTTP", "no TLS", "connection is not encrypted"):
        assert about_encryption(["something", text])
    assert not about_encryption(["the cache is cold", "3 boxes are missing"])
    assert (told(()), told(("x",))) == ("no warning at all", "1 warnings about something else")


def test_each_secret_is_told_once_with_its_first_place() -> None:
    clear = [Leak("password", "GET /1", "plain"), Leak("password", "GET /2", "plain")]
    assert secrets(clear) == [{"secret": "password", "encoding": "plain", "where": "GET /1"}]


def test_visits_say_what_was_brought() -> None:
    hits = [
        CanaryHit("GET /x HTTP/1.1", credentials=False),
        CanaryHit("GET /y HTTP/1.1", credentials=True),
        CanaryHit("GET /y HTTP/1.1", credentials=True),
        CanaryHit("POST /z HTTP/1.1", credentials=False, leaks=(LEAK, LEAK)),
    ]
    assert [(visit.brought, visit.times) for visit in visits(hits)] == [
        ("", 1),
        ("a header Authorization or Cookie", 2),
        ("secret password, plain", 1),
    ]


def test_ports_are_those_that_others_can_reach() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    ):
        datagrams.bind(("127.0.0.1", 0))
        found = {(port.protocol, port.number) for port in open_ports(os.getpid())}
        assert ("tcp", server.getsockname()[1]) in found
        assert ("udp", datagrams.getsockname()[1]) in found
        assert ("tcp", client.getsockname()[1]) not in found
    assert usual_ports([]) == frozenset()


def test_one_request_through_the_proxy_is_enough() -> None:
    assert verdict(tried=3, through=0) is Effect.FAIL
    assert verdict(tried=3, through=1) is verdict(tried=0, through=0) is Effect.NOTE
    assert properties(8)["http.nonProxyHosts"] == ""
