from socket import gethostname
from types import SimpleNamespace
from typing import Any

import pytest

from suites.deeds import Deed
from suites.network.addresses import (
    Allowed,
    Peer,
    allowed_of,
    is_loopback,
    is_own_name,
    peer_of,
)
from suites.network.test_dns_at_load import early, first_start
from suites.network.test_undeclared_egress import undeclared

ALLOWED = Allowed(frozenset({8080}), frozenset({"office.example.org", "192.0.2.7"}))


def socket(target: str, how: str = "connect") -> Deed:
    return Deed(what="socket", how=how, target=target, frame="a.B.c(B.java:1)")


@pytest.mark.parametrize(
    ("target", "peer"),
    [
        ("office.example.org/192.0.2.7:443", Peer("office.example.org", "192.0.2.7", 443)),
        ("/127.0.0.1:80", Peer("", "127.0.0.1", 80)),
        ("localhost/0:0:0:0:0:0:0:1:80", Peer("localhost", "0:0:0:0:0:0:0:1", 80)),
        ("/[::1]:80", Peer("", "::1", 80)),
        ("/fe80::1%eth0:80", Peer("", "fe80::1", 80)),
        ("unix:/tmp/x", None),
    ],
)
def test_peers_are_read(target: str, peer: Peer | None) -> None:
    assert peer_of(target) == peer


def test_loopback_in_all_its_forms() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1")))
    assert not any(map(is_loopback, ("192.0.2.7", "::2", "", "localhost")))


def test_whom_the_case_names_may_be_talked_to() -> None:
    done = [
        socket("/127.0.0.1:8080"),
        socket("/127.0.0.1:9"),
        socket("Office.example.org/192.0.2.9:443"),
        socket("/192.0.2.7:22"),
        socket("updates.example.com/198.51.100.1:443"),
        socket("updates.example.com/198.51.100.1:443"),
        socket("/0.0.0.0:5353", "listen"),
        Deed(what="dns", how="resolve", target="updates.example.com"),
        Deed(what="dns", how="resolve", target="telemetry.example.com"),
        Deed(what="dns", how="resolve", target="localhost"),
    ]
    found = [(each.whom, each.looked_up) for each in undeclared(done, ALLOWED)]
    assert found == [
        ("127.0.0.1:9", False),
        ("updates.example.com:443", False),
        ("telemetry.example.com", True),
    ]


def test_this_machine_has_names_of_its_own() -> None:
    assert is_own_name(gethostname())
    assert all(
        map(is_own_name, ("LocalHost", "localhost.localdomain", "localhost6", "a.localhost"))
    )
    others = ("office.example.org", "localhosting.example.com", "localhost.example.com", "")
    assert not any(map(is_own_name, others))


def test_the_name_of_this_machine_may_have_a_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Alpha.Example.org")
    assert is_own_name("alpha")
    assert is_own_name("ALPHA.example.org")
    assert not is_own_name("example.org")
    assert not is_own_name("alpha.example")


def test_an_empty_input_of_the_case_allows_nobody() -> None:
    allowed = Allowed(names=frozenset({""}))
    assert not allowed.includes(Peer("", "198.51.100.1", 443))
    assert not allowed.includes(Peer("other.example.org", "198.51.100.1", 443))


def test_a_peer_is_shown_by_its_name_if_it_has_one() -> None:
    assert Peer("a", "192.0.2.7", 80).shown == "a:80"
    assert Peer("", "192.0.2.7", 80).shown == "192.0.2.7:80"


def test_names_that_were_given_may_be_looked_up() -> None:
    assert ALLOWED.knows("OFFICE.example.org")
    assert ALLOWED.knows("localhost")
    assert not ALLOWED.knows("example.org")
    assert ALLOWED.includes(Peer("other", "::ffff:127.0.0.1", 8080))
    assert not ALLOWED.includes(Peer("office.example.org", "127.0.0.1", 8081))


def stage(*runs: Any, system: Any = None, url: str = "http://127.0.0.1:4711/x") -> Any:
    transport = SimpleNamespace(url=url)
    case = SimpleNamespace(configure=runs[:1], workflow=runs[1:])
    return SimpleNamespace(client=SimpleNamespace(transport=transport), case=case, system=system)


def test_the_case_names_hosts_and_ports_in_its_inputs() -> None:
    first = SimpleNamespace(
        inputs={"url": "https://Lamp.Example.org:8443/x", "n": 7000, "on": True}
    )
    second = SimpleNamespace(
        inputs={
            "list": ["Printer", {"port": "9100"}],
            "no": "123456",
            "id": "1234567",
            "own": "51234",
            "f": 1.5,
        }
    )
    allowed = allowed_of(stage(first, second))
    assert {"lamp.example.org", "printer"} <= allowed.names
    assert allowed.ports == {4711, 8443, 7000, 9100, 51234}


def test_the_managed_system_may_be_talked_to() -> None:
    bindings = SimpleNamespace(port=5000, host="Proxy"), SimpleNamespace(port=None, host="")
    system = SimpleNamespace(bindings=bindings[0], seen_by_plugin=bindings[1])
    allowed = allowed_of(stage(system=system))
    assert allowed.ports == {4711, 5000, 0}
    assert allowed.names == {"proxy", ""}


def test_a_server_without_a_port_allows_none() -> None:
    allowed = allowed_of(stage(url="http://orchestrator.example.org/vco"))
    assert not any(allowed.includes(Peer("", "127.0.0.1", port)) for port in range(1, 100))


def test_only_the_first_start_counts() -> None:
    calls = [
        {"method": "host.info", "call": "c1"},
        {"method": "plugin.load", "call": "c2"},
        {"method": "plugin.load", "call": "c9"},
    ]
    assert first_start(calls) == ("c2",)
    assert first_start([]) == ()
    done = [Deed(what="dns", call="c2"), Deed(what="dns", call="c9"), Deed(what="file", call="c2")]
    done.append(Deed(what="socket", how="listen", call="c2"))
    assert list(early(done, ("c2",))) == done[:1]
