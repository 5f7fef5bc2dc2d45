from socket import gethostname

import pytest

from suites.deeds import Deed
from suites.network.addresses import Allowed, Peer, is_loopback, is_own_name, peer_of
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
    assert is_own_name("localhost.localdomain")
    assert not is_own_name("office.example.org")


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
