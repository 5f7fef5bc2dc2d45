from types import SimpleNamespace
from typing import Any

import pytest

from harness.pytest_plugin import Exchange, Leak, WorkflowEntry
from suites.session.changing import updates
from suites.session.reaching import Given, Probe, only_reads
from suites.session.test_anonymous_mode_wrong import new_ones
from suites.session.test_endpoint_delete_leak import Left, growths
from suites.session.test_endpoint_update_lost import Moved
from suites.session.test_factory_leak import follows, kept_of
from suites.session.test_factory_null import nulls
from suites.session.test_password_readable import TELLING, Member
from suites.session.test_plaintext_credential import first_of_each, keepers
from suites.session.test_string_identity_compare import compared
from suites.session.trust import Meeting, asked

PROBE = Probe("q", "q", lambda _: Given(), Given(("1",)))
NPE = "java.lang.NullPointerException"


def entry(**facts: Any) -> WorkflowEntry:
    expect = {"state": "completed", "outputs": {}, "effect": ()} | facts.pop("expect", {})
    made = {"name": "w", "inputs": {}} | facts
    return WorkflowEntry(expect=SimpleNamespace(**expect), **made)  # type: ignore[arg-type]


def test_updates_tell_an_object_a_new_address() -> None:
    box = {"type": "Depot:Box", "name": "b"}
    update = entry(inputs={"box": box, "address": "http://h:{port}"})
    assert updates((update,)) == (update,)
    assert updates((entry(inputs={"address": "http://h:{port}"}),)) == ()
    assert updates((entry(inputs={"box": box}),)) == ()
    refused = entry(inputs=update.inputs, expect={"state": "failed"})
    assert updates((refused,)) == ()


def test_a_workflow_that_only_reads_gives_something_and_changes_nothing() -> None:
    reading = {"outputs": {"count": 2}}
    assert only_reads(entry(expect=reading))
    assert not only_reads(entry())
    assert not only_reads(entry(expect=reading | {"effect": ("x",)}))
    assert not only_reads(entry(expect=reading, inputs={"port": "{port}"}))
    assert not only_reads(entry(expect=reading, inputs={"password": "{secret.password}"}))


def exchange(**facts: Any) -> Exchange:
    return Exchange(at=0.0, connection=1, **facts)


@pytest.mark.parametrize(
    ("moved", "trouble"),
    [
        (Moved(PROBE, Given(("1",)), (), (exchange(status=200),)), ""),
        (Moved(PROBE, Given(("1",)), (exchange(),), ()), "1 requests to the old address"),
        (
            Moved(PROBE, Given(("1",)), (), (exchange(status=401), exchange(status=200))),
            "1 requests that the new system refuses with the password they carry",
        ),
        (Moved(PROBE, Given(error="boom"), (), ()), ""),
    ],
)
def test_a_change_has_effect_when_only_the_new_system_is_asked(moved: Moved, trouble: str) -> None:
    assert moved.trouble == trouble


def test_factories_leak_when_every_round_leaves_some() -> None:
    kept = list(kept_of([[("F", 1, 201)], [("F", 201, 401)], [("F", 401, 601), ("G", 0, 0)]]))
    assert [(each.type, each.counts) for each in kept] == [("F", (1, 201, 401, 601)), ("G", (0, 0))]
    assert follows(kept[0].counts, 200)
    assert not follows((0, 10, 10, 10), 200)  # a cache that is full
    assert not follows((0, 200, 200, 200), 200)
    assert not follows((0,), 200)


def test_only_null_factories_count() -> None:
    null = {"rule": "no-factory", "detail": "createPluginFactory of datasource main gave null"}
    assert list(nulls([null, {"rule": "unreadable-jar", "detail": "gave null"}])) == [null]


def left(threads: int, number: int) -> Left:
    counted = {"a.Kept": number, "a.Factory": number, "a.One": 1}
    return Left(threads, 0, None if number % 3 else counted)


def test_what_grows_with_removed_endpoints() -> None:
    series = [left(2 + number, number) for number in range(12)]
    assert [each.what for each in growths(series, 0, frozenset({"a.Factory"}))] == [
        "threads",
        "instances of a.Kept",
    ]
    steady = [left(2, 0) for _ in range(12)]
    assert list(growths(steady, 0, frozenset())) == []


def test_connections_of_a_pool_are_free() -> None:
    series = [Left(0, number) for number in range(12)]
    assert [each.what for each in growths(series, 4, frozenset())] == ["connections"]
    assert list(growths(series, 20, frozenset())) == []


def thrown(name: str, frame: str, *stack: str) -> dict[str, Any]:
    return {"class": name, "pluginFrame": frame, "stack": stack}


def test_a_session_without_credentials_is_compared_with_one_that_has_them() -> None:
    ours = [thrown(NPE, "a.B:1"), thrown(NPE, "a.B:2"), thrown("java.io.IOException", "a.B:3")]
    assert list(new_ones(ours, [thrown(NPE, "a.B:2")], {"internal"})) == ours[:1]
    made = thrown(NPE, "a.A:1", "a.A.createPluginFactory(A.java:1)")
    assert list(new_ones([made, *ours], [made], {"always"})) == [made]


def test_members_that_sound_like_credentials() -> None:
    for name in ("password", "userPwd", "clientSecret", "getApiKey", "access_token"):
        assert TELLING.search(name)
    assert not TELLING.search("keeper")
    member = Member('Server.findForType("D:B", "1")', "B/1", "getPassword", called=True)
    assert member.place == "B/1.getPassword()"
    assert "return o.getPassword();" in member.source


def test_a_leak_is_told_once_for_each_place() -> None:
    leaks = [Leak("p", "file x", "plain"), Leak("p", "file x", "base64"), Leak("p", "y", "plain")]
    assert list(first_of_each(leaks)) == [leaks[0], leaks[2]]


def test_an_endpoint_that_keeps_a_password() -> None:
    open_entry = {"id": "1", "entries": {"name": {"type": "string"}}}
    kept = {"id": "2", "entries": {"password": {"type": "password"}}}
    assert keepers([open_entry, kept]) == ("endpoint 2",)


def test_comparisons_of_what_a_connection_is_made_of() -> None:
    def site(target: str, *, reachable: bool = True) -> Any:
        place = SimpleNamespace(type="a.B", method="set", line=7, reachable=reachable)
        return SimpleNamespace(target=f"java.lang.String.{target}", place=place)

    sites = [site("password == argument"), site("mode == constant")]
    found = list(compared([*sites, site("password == value", reachable=False)]))
    assert [(each.texts, each.place) for each in found] == [
        ("password == argument", "a.B.set, line 7")
    ]


def test_only_requests_through_tls_count() -> None:
    seen = [exchange(tls=True, method="GET", path="/x"), exchange(), exchange(tls=True)]
    assert asked(seen) == ["GET /x", "data"]
    assert Meeting("expired", 1, (), "").came
    assert not Meeting("expired", 0, (), "").came
