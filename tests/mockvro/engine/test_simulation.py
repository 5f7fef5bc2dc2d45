"""The clock, faults by rule, interactions and statistics over REST, limits of the engine."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from mockvro import releases
from mockvro.content.workflow import Item
from mockvro.faults import Failure, FaultError, Faults, Rule
from tests.waiting import until

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client, FakeHost


def test_the_clock_only_moves_forward(client: Client) -> None:
    before = client.get("/mockvro/clock").json()
    after = client.post("/mockvro/clock", json={"advance": 86400}).json()
    assert after["offset"] - before["offset"] == pytest.approx(86400, abs=1)
    assert after["nowMs"] >= before["nowMs"] + 86_400_000
    for wrong in (-1, "1", True, None, 1e12):
        assert client.post("/mockvro/clock", json={"advance": wrong}).status_code == 400


def test_an_upload_expires_with_the_clock(client: Client, kit: Any) -> None:
    pending = kit.upload(client, kit.vmoapp_bytes(kit.dar_bytes())).json()
    path = f"/vco/api/plugins/installations/{pending['id']}"
    assert client.get(path).status_code == 200
    client.post("/mockvro/clock", json={"advance": 3600})
    assert client.get(path).status_code == 404


def put(client: Client, *rules: dict[str, Any]) -> Any:
    return client.put("/mockvro/faults", json={"rules": list(rules)})


def test_without_rules_nothing_fails(client: Client) -> None:
    assert client.get("/mockvro/faults").json() == {"rules": []}
    assert client.get("/vco/api/workflows").status_code == 200


def test_the_first_rule_that_matches_wins_until_it_is_used_up(client: Client) -> None:
    rules = (
        {"type": "workflows", "failure": {"status": 500, "message": "first"}, "count": 2},
        {"service": "rest", "method": "G*", "failure": {"message": "second"}},
    )
    assert put(client, *rules).status_code == 200
    seen = [client.get("/vco/api/workflows") for _ in range(3)]
    assert [each.status_code for each in seen] == [500, 500, 503]
    assert "first" in seen[0].json()["message"]
    assert client.get("/mockvro/host").status_code == 200
    counters = [each["counters"] for each in client.get("/mockvro/faults").json()["rules"]]
    assert counters == [
        {"matched": 2, "acted": 2, "failed": 2},
        {"matched": 1, "acted": 1, "failed": 1},
    ]
    assert client.delete("/mockvro/faults").status_code == 204
    assert client.get("/vco/api/workflows").status_code == 200


@pytest.mark.parametrize("path", ["about", "versions", "users"])
def test_a_rule_reaches_what_is_otherwise_answered_at_once(client: Client, path: str) -> None:
    assert client.get(f"/vco/api/{path}").status_code == 200
    put(client, {"type": path, "failure": {"status": 502}})
    assert client.get(f"/vco/api/{path}").status_code == 502


@pytest.mark.parametrize(
    "rule",
    [
        {"probability": 2},
        {"latency_ms": -1},
        {"unknown": 1},
        {"failure": {"status": 200}},
        {"count": "many"},
    ],
)
def test_a_rule_with_a_mistake_is_refused(client: Client, rule: dict[str, Any]) -> None:
    assert put(client, rule).status_code == 400
    assert client.get("/mockvro/faults").json() == {"rules": []}


def test_delay_jitter_and_probability_are_repeatable() -> None:
    def waits(seed: int) -> list[float]:
        slept: list[float] = []
        faults = Faults(slept.append)
        faults.replace([Rule(latency_ms=10, jitter_ms=5, probability=0.5, seed=seed)])
        for _ in range(200):
            faults.meet("rest", "GET", "workflows", "workflows")
        return slept

    assert waits(1) == waits(1) != waits(2)
    assert 70 < len(waits(1)) < 130
    assert all(0.010 <= each <= 0.015 for each in waits(1))


def test_calls_can_be_let_through_first() -> None:
    faults = Faults()
    faults.replace([Rule(skip=2, failure=Failure())])
    for _ in range(2):
        faults.meet("rest", "GET", "x", "x")
    with pytest.raises(FaultError, match="injected"):
        faults.meet("rest", "GET", "x", "x")


def test_services_that_the_jvm_uses_fail_too(services: Any) -> None:
    services.faults.replace([Rule(service="endpoint", type="Test", failure=Failure())])
    answer = services.hosts.callbacks.answer
    with pytest.raises(FaultError):
        answer("server.endpoint.save", {"plugin": "Test", "id": "e", "entries": {}})
    answer("server.endpoint.save", {"plugin": "Other", "id": "e", "entries": {}})
    assert answer("server.action", {"module": "m", "name": "a"}) is None
    assert services.store.endpoints.of("Test") == []
    assert len(services.store.endpoints.of("Other")) == 1
    services.store.close()


@pytest.fixture
def asking(client: Client, kit: Any, flow: Any) -> str:
    """Address of a run that asks a person."""
    item = Item(
        name="ask",
        type="input",
        display_name="Sure?",
        out_name="end",
        in_bindings=(flow.bind("security.assignees", "Array/LdapUser", "people"),),
        out_bindings=(flow.bind("reply", "string", "answer"),),
    )
    workflow = flow.workflow(
        item, inputs={"people": "Array/LdapUser"}, outputs={"answer": "string"}
    )
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(workflow)))
    people = {"array": {"elements": [{"string": {"value": "ann"}}]}}
    body = {"parameters": [{"name": "people", "type": "Array/LdapUser", "value": people}]}
    href = client.post("/vco/api/workflows/w/executions", json=body).headers["Location"]
    while client.get(href + "state").json()["value"] != "waiting":
        threading.Event().wait(0.002)
    return str(href)


def test_an_interaction_over_rest(client: Client, kit: Any, asking: str) -> None:
    shown = client.get(asking + "interaction").json()
    assert (shown["name"], shown["state"], shown["assignees"]) == ("Sure?", "waiting", ["ann"])
    assert [each["name"] for each in shown["input-parameters"]] == ["reply"]
    rels = {each["rel"]: each["href"] for each in shown["relations"]["link"]}
    assert {"up", "add", "down"} <= set(rels)
    for path in ("/vco/api/interactions", "/vco/api/workflows/w/interactions"):
        listed = client.get(path).json()
        assert (listed["total"], listed["link"][0]["href"]) == (1, shown["href"])
    reply = {
        "parameters": [{"name": "reply", "type": "string", "value": {"string": {"value": "y"}}}]
    }
    assert client.post(rels["add"], json=reply).status_code == 204
    ended = kit.finished(client, asking)
    assert ended["output-parameters"][0]["value"] == {"string": {"value": "y"}}
    assert client.get(asking + "interaction").json()["state"] == "finished"
    assert client.post(rels["add"], json=reply).status_code == 400
    assert client.get("/vco/api/interactions").json()["total"] == 0


def test_an_interaction_in_xml(client: Client, asking: str) -> None:
    xml = client.get(asking + "interaction", headers={"Accept": "application/xml"}).text
    assert "<user-interaction" in xml
    assert client.delete(asking + "interaction").status_code == 204
    assert client.get(asking + "state").json() == {"value": "canceled"}


def test_statistics_tell_items_and_plugins(
    client: Client, kit: Any, flow: Any, template: FakeHost
) -> None:
    template.scripts["work"] = lambda _: {"plugins": {"Test": {"calls": 3, "ms": 12.5}}}
    workflow = flow.workflow(flow.task("a", "work", to="b"), flow.task("b", "work"))
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(workflow)))
    href = kit.run_workflow(client, "w")["href"]
    found = client.get(href + "statistics").json()
    assert found["plugins"] == [
        {"plugin-name": "Test", "total-time": 25, "number-of-executions": 6}
    ]
    assert [each["id"] for each in found["activities"]] == ["a", "b", "end"]
    assert found["number-of-transitions"] == found["total-number-of-transitions"] == 3
    assert found["token-size"] > 0
    listed = client.get("/vco/api/mgmt/statistics/workflow-execution").json()["statistics"]
    assert [each["id"] for each in listed] == [found["id"]]
    xml = client.get(href + "statistics", headers={"Accept": "application/xml"})
    assert xml.status_code == 200


def test_runs_beyond_the_queue_fail_at_once(
    settings: Any, kit: Any, flow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = releases.profile("8.18")
    limits = msgspec.structs.replace(known.engine, concurrent_workflows=2, queued_workflows=3)
    small = msgspec.structs.replace(known, engine=limits)
    monkeypatch.setattr(releases, "profile", lambda _: small)
    release = threading.Event()
    host = kit.FakeHost(scripts={"wait": lambda _: {"outputs": {}} if release.wait(10) else {}})
    services = kit.build(settings, starter=lambda: host)
    services.start()
    bench = flow.Bench(services)
    bench.add(flow.workflow(flow.task("a", "wait")))
    runs = [bench.start()]
    until(lambda: len(host.asked("script.run")) == 1)
    runs.append(bench.start())
    until(lambda: len(host.asked("script.run")) == 2)
    runs += [bench.start() for _ in range(4)]
    assert [bench.token(run).state for run in runs] == [
        *["running"] * 2,
        *["initializing"] * 3,
        "failed",
    ]
    assert "queue of workflows is full" in (bench.token(runs[-1]).error or "")
    release.set()
    for run in runs[:-1]:
        bench.state(run, "completed")
    assert bench.engine.checkpoint(bench.token(runs[4])).statistics.blocked_ms > 0
    services.stop()


def test_cancelling_stops_the_script_that_runs(
    bench: Any, flow: Any, template: FakeHost, hosts: list[FakeHost]
) -> None:
    stopped = threading.Event()
    template.scripts["wait"] = lambda _: {"outputs": {}} if stopped.wait(10) else {}
    bench.add(flow.workflow(flow.task("a", "wait")))
    run = bench.start()
    until(lambda: hosts and hosts[-1].asked("script.run"))
    bench.engine.cancel(run)
    assert hosts[-1].asked("script.stop") == [{"session": f"workflow:{run}"}]
    stopped.set()
    assert bench.state(run, "canceled").ended_ms is not None
    assert len(hosts[-1].asked("session.close")) == 1
