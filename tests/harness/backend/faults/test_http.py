import contextlib
import http.client
import json
import socket
import threading
import time

import pytest
import requests
from lxml import etree

from harness.backend.faults import Fault, FaultProxy, Profile, Rule, profiles
from tests.waiting import until

SECRET = "canary-0123456789abcdef"
PATIENCE = 5.0


def get(proxy: FaultProxy, path: str = "/a", **options: object) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(f"http://127.0.0.1:{proxy.port}{path}", timeout=PATIENCE, **options)


def test_passes_everything_on_and_counts(proxy: FaultProxy) -> None:
    with requests.Session() as session:
        url = f"http://127.0.0.1:{proxy.port}/x"
        assert session.get(url).json() == {"token": "token-x-0123456789"}
        big = b"z" * 300_000
        assert session.post(url, data=big).content == big
        counters = proxy.counters
        assert (counters.connections, counters.open, counters.requests) == (1, 1, 2)
        assert counters.uploaded > 300_000
        assert counters.downloaded > 300_000
    until(lambda: proxy.counters.open == 0)
    assert [(each.method, each.path, each.status) for each in proxy.exchanges] == [
        ("GET", "/x", 200),
        ("POST", "/x", 200),
    ]
    assert proxy.http


def test_chunked_requests_and_expectations_pass(proxy: FaultProxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request(
            "POST", "/", b"abc", headers={"Expect": "100-continue", "Content-Length": "3"}
        )
        assert connection.getresponse().read() == b"abc"


def test_knows_log_ins_users_and_secrets_in_clear(proxy: FaultProxy) -> None:
    get(proxy, auth=("kim", SECRET))
    get(proxy, auth=("kim", "wrong password"))
    get(proxy)
    with requests.Session() as session:
        session.post(f"http://127.0.0.1:{proxy.port}/in", json={"user": "a", "pw": SECRET})
    assert [each.login for each in proxy.exchanges] == [True, True, False, True]
    assert [each.user for each in proxy.exchanges] == ["kim", "kim", "", ""]
    assert proxy.counters.logins == 3
    assert {(leak.secret, leak.where) for leak in proxy.clear} == {
        ("password", "GET /a"),
        ("password", "POST /in"),
    }
    assert SECRET not in repr(proxy.clear)


@pytest.mark.parametrize("status", [401, 500, 503])
def test_answers_with_a_status(proxy: FaultProxy, status: int) -> None:
    before = proxy.counters
    with proxy.profile(str(status)):
        assert get(proxy).status_code == status
    assert get(proxy).status_code == 200
    assert (proxy.counters - before).faults == {"status": 1}


def test_delays_each_answer(proxy: FaultProxy) -> None:
    with proxy.profile("200ms"):
        begin = time.monotonic()
        get(proxy)
        assert time.monotonic() - begin >= 0.2
    assert proxy.exchanges[-1].seconds >= 0.2


def test_refuses_connections_and_ends_those_that_are_open(proxy: FaultProxy) -> None:
    with requests.Session() as session:
        url = f"http://127.0.0.1:{proxy.port}/"
        session.get(url)
        with proxy.profile("refused"):
            for _ in range(3):
                with pytest.raises(requests.ConnectionError):
                    session.get(url)
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", proxy.port))
        assert session.get(url).ok


def test_black_hole_takes_everything_and_lets_go_at_its_end(proxy: FaultProxy) -> None:
    failures = []

    def ask() -> None:
        try:
            requests.get(f"http://127.0.0.1:{proxy.port}/", timeout=30)
        except requests.ConnectionError as exc:
            failures.append(exc)

    thread = threading.Thread(target=ask)
    with proxy.profile("black-hole"):
        thread.start()
        until(lambda: proxy.counters.requests == 1)
        thread.join(0.2)
        assert thread.is_alive()
    thread.join(PATIENCE)
    assert len(failures) == 1


def test_half_open_stops_in_the_middle(proxy: FaultProxy) -> None:
    with proxy.profile("half-open"), socket.create_connection(("127.0.0.1", proxy.port)) as raw:
        raw.sendall(b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
        seen = raw.recv(1000)
        raw.settimeout(0.5)
        with contextlib.suppress(TimeoutError):
            while data := raw.recv(1000):
                seen += data
            pytest.fail("the connection was closed")
    assert b"200 OK" in seen
    assert b'{"token' in seen
    assert b"}" not in seen


def test_truncates_and_resets(proxy: FaultProxy) -> None:
    with proxy.profile("truncated"), pytest.raises(requests.exceptions.ChunkedEncodingError):
        get(proxy)
    with proxy.profile("reset"), pytest.raises(requests.ConnectionError) as caught:
        get(proxy)
    assert "reset" in str(caught.value)


def test_drips(proxy: FaultProxy) -> None:
    rule = Rule(fault=Fault.DRIP, size=40, pause=0.02)
    with proxy.profile(Profile(rules=(rule,))):
        begin = time.monotonic()
        assert get(proxy).json()
        assert time.monotonic() - begin > 0.06


def test_floods(proxy: FaultProxy) -> None:
    rule = Rule(fault=Fault.HUGE, size=1 << 20)
    with proxy.profile(Profile(rules=(rule,))):
        assert len(json.loads(get(proxy).content)) > 500_000


def test_redirects_to_the_canary_which_sees_what_comes(proxy: FaultProxy) -> None:
    with proxy.profile("redirect"):
        get(proxy, auth=("kim", SECRET))  # requests drops them on the way to another host
        get(proxy, headers={"X-Key": SECRET, "Cookie": "a=b"})  # but not these
    first, second = proxy.canary.hits
    assert (first.credentials, first.leaks) == (False, ())
    assert second.request.startswith(f"GET /{proxy.canary.token}/a ")
    assert [leak.secret for leak in second.leaks] == ["password"]


def test_plants_entities_that_only_a_careless_parser_follows(proxy: FaultProxy) -> None:
    with proxy.profile("xxe"):
        body = get(proxy).content
    careful = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    assert b"&canary;" in etree.tostring(etree.fromstring(body, careful))
    assert proxy.canary.url.encode() in body
    assert not proxy.canary.hits


def test_serves_a_serialised_object(proxy: FaultProxy) -> None:
    with proxy.profile("gadget"):
        body = get(proxy).content
    assert body.startswith(b"\xac\xed\x00\x05")
    assert proxy.canary.name.encode() in body


def test_sessions_expire_once_and_only_those_that_were_handed_out(proxy: FaultProxy) -> None:
    old = {"X-Session-Id": get(proxy, "/one", auth=("kim", "p")).json()["token"]}
    key = {"X-Token": "fixed-key-0123456789"}
    rule = Rule(fault=Fault.EXPIRE, after=2)
    with proxy.profile(Profile(rules=(rule,))):
        assert [get(proxy, headers=old).status_code for _ in range(4)] == [200, 200, 401, 401]
        assert get(proxy, headers=key).status_code == 200
        new = {"X-Session-Id": get(proxy, "/two", auth=("kim", "p")).json()["token"]}
        assert get(proxy, headers=new).status_code == 200
    assert proxy.counters.faults == {"expire": 2}


def test_the_first_rule_that_matches_decides(proxy: FaultProxy) -> None:
    rules = (
        Rule(fault=Fault.STATUS, status=503, path="^/x", times=1),
        Rule(fault=Fault.STATUS, status=500, method="GET", path="^/x"),
    )
    with proxy.profile(Profile(rules=rules)):
        assert [get(proxy, path).status_code for path in ("/x", "/x", "/y")] == [503, 500, 200]


def test_what_is_no_http_any_more_is_counted(proxy: FaultProxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.port)) as raw:
        raw.sendall(b"GET nothing\r\n\r\n")
        assert raw.recv(100) == b""
    assert proxy.counters.garbled == 1


def test_every_profile_can_be_put_in_force(proxy: FaultProxy) -> None:
    for name in profiles():
        with proxy.profile(name):
            pass
    assert get(proxy).ok


def test_sessions_are_told_by_who_handed_them_out_and_who_carries_them(proxy: FaultProxy) -> None:
    proxy.watch("kim", "lee")
    token = get(proxy, "/one", auth=("kim", "p")).json()["token"]
    headers = {"X-Session-Id": token}
    get(proxy, "/two?for=lee", headers=headers)
    requests.delete(f"http://127.0.0.1:{proxy.port}/three", headers=headers, timeout=5)
    login, use, end = proxy.exchanges
    assert (len(login.handed), login.carried, login.named) == (1, frozenset(), frozenset({"kim"}))
    assert (use.carried, use.handed, use.named) == (login.handed, frozenset(), frozenset({"lee"}))
    assert token not in login.handed
    assert (use.ends, end.ends) == (False, True)
