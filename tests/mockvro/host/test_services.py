"""What a plug-in gets from the host: services, notifications, logging."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.errors import MockvroError
from mockvro.host import HostCallError, recorded_calls

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import LoadProbe, StartHost

    from mockvro.host import HostProcess, Observations

pytestmark = pytest.mark.needs_java

ENTRY = {
    "host": {"type": "string", "value": "localhost"},
    "password": {"type": "password", "value": "s3cret"},
    "port": {"type": "int", "value": 8080},
    "big": {"type": "long", "value": 1 << 60},
    "ratio": {"type": "decimal", "value": 0.5},
    "on": {"type": "boolean", "value": True},
    "none": {"type": "string", "value": None},
}


def find(host: HostProcess, identity: str) -> Any:
    params = {"plugin": "Probe", "session": "s", "type": "Thing", "id": identity}
    return host.call("finder.find", params)


def test_endpoints_are_stored_and_come_back(start_host: StartHost, load_probe: LoadProbe) -> None:
    stored: dict[str, Any] = {}
    deleted: list[str] = []
    host = start_host()
    host.on_request("server.endpoint.save", lambda asked: stored.update({asked["id"]: asked}))
    load_probe(host)
    assert find(host, "save")["display"] == "e1 true localhost true"
    assert stored["e1"] == {"plugin": "Probe", "id": "e1", "entries": ENTRY}

    again = start_host()
    again.on_request("server.endpoint.delete", lambda asked: deleted.append(asked["id"]))
    load_probe(again, endpoints=[{"id": "e1", "entries": stored["e1"]["entries"]}])
    assert find(again, "read")["display"] == (
        "8080 1152921504606846976 0.5 true s3cret null null 0 0"
    )
    assert deleted == ["e1"]


def test_a_failing_store_reaches_the_plugin(start_host: StartHost, load_probe: LoadProbe) -> None:
    def refuse(_: dict[str, Any]) -> None:
        raise MockvroError("disk full")

    host = start_host()
    host.on_request("server.endpoint.save", refuse)
    load_probe(host)
    with pytest.raises(HostCallError) as caught:
        find(host, "save")
    assert "disk full" in str(caught.value.exception)


def test_a_request_nobody_answers_is_an_error(start_host: StartHost, load_probe: LoadProbe) -> None:
    host = start_host()
    load_probe(host)
    with pytest.raises(HostCallError) as caught:
        find(host, "save")
    assert "nobody answers server.endpoint.save" in str(caught.value.exception)


def test_calls_nest(start_host: StartHost, load_probe: LoadProbe) -> None:
    host = start_host()
    inner: list[Any] = []
    host.on_request("server.endpoint.save", lambda _: inner.append(find(host, "inner")))
    load_probe(host)
    with recorded_calls() as caused:
        find(host, "save")
    assert [each["id"] for each in inner] == ["inner"]
    assert caused == ["c2"]


def test_service_calls_are_told_without_contents(probe: HostProcess) -> None:
    seq = probe.observations.next
    assert find(probe, "cipher")["display"] == "false secret"
    find(probe, "save")
    told = probe.observations.since(seq, kind="service")
    assert [(each["service"], each["method"]) for each in told[:3]] == [
        ("ICipher", "getService"),
        ("ICipher", "encrypt"),
        ("ICipher", "decrypt"),
    ]
    saved = [each["id"] for each in told if each["method"] == "saveEndpointConfiguration"]
    assert saved == ["e1"]
    assert "secret" not in str(told)
    assert "s3cret" not in str(told)


def test_the_other_services(probe: HostProcess) -> None:
    assert find(probe, "services")["display"] == "true Plugin[Probe, 1.0.0-1] TLS true null"


def test_null_where_an_endpoint_id_belongs(probe: HostProcess) -> None:
    seq = probe.observations.next
    find(probe, "null-endpoint")
    (violation,) = probe.observations.since(seq, kind="violation")
    assert violation["rule"] == "service-null-argument"
    assert violation["pluginFrame"].startswith("probe.Deeds.find(")


def test_a_handler_must_not_be_used_after_its_session(probe: HostProcess) -> None:
    seq = probe.observations.next
    params = {"plugin": "Probe", "session": "gone", "type": "Thing", "id": "remember"}
    probe.call("finder.find", params)
    probe.call("session.close", {"session": "gone"})
    find(probe, "late")
    (violation,) = probe.observations.since(seq, kind="violation")
    assert violation["rule"] == "handler-after-session"


def test_notifications_are_told_in_order_and_judged(probe: HostProcess) -> None:
    seq = probe.observations.next
    call = find(probe, "notify")["id"]
    told = probe.observations.since(seq)
    assert call == "notify"
    assert [(each["kind"], each.get("method"), each.get("type")) for each in told] == [
        ("notification", "notifyElementUpdated", "Thing"),
        ("notification", "notifyElementInvalidate", None),
        ("violation", None, None),
        ("notification", "notifyElementDeleted", "Nonsense"),
        ("call", "finder.find", None),
    ]
    assert {each["call"] for each in told} == {told[-1]["call"]}
    assert told[2]["rule"] == "notification-undeclared-type"


def test_watcher_events_are_told(probe: HostProcess) -> None:
    seq = probe.observations.next
    find(probe, "push")
    (event,) = probe.observations.since(seq, kind="watcher-event")
    assert (event["watcher"], event["properties"]) == ("w1", {"state": "done"})


def log_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_logging_library_ends_in_one_file(
    start_host: StartHost, load_probe: LoadProbe, tmp_path: Path, observations: Observations
) -> None:
    host = start_host()
    load_probe(host)
    find(host, "log")
    lines = log_lines(tmp_path / "host0.log")
    assert [(line["level"], line["message"]) for line in lines] == [
        ("TRACE", "by slf4j"),
        ("DEBUG", "by log4j2"),
        ("WARN", "by log4j1"),
        ("INFO", "by jcl"),
        ("DEBUG", "by jul"),
    ]
    call = observations.since(kind="call")[-1]["call"]
    assert {(line["logger"], line["plugin"], line["call"]) for line in lines} == {
        ("probe.Logs", "Probe", call)
    }
    assert lines[2]["thrown"]["message"] == "shown"


def test_the_log_ends_at_its_limit(
    start_host: StartHost, load_probe: LoadProbe, tmp_path: Path
) -> None:
    host = start_host(log_limit=600)
    load_probe(host)
    for _ in range(3):
        find(host, "log")
    lines = log_lines(tmp_path / "host0.log")
    assert len(lines) < 5
    assert lines[-1]["truncated"] is True


def test_secrets_do_not_reach_the_call_trace(
    start_host: StartHost, load_probe: LoadProbe, observations: Observations
) -> None:
    host = start_host()
    load_probe(host, endpoints=[{"id": "e1", "entries": ENTRY}])
    host.call("session.open", {"session": "x", "user": "u", "password": "s3cret"})
    assert "s3cret" not in str(observations.since())
