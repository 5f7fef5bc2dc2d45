"""Policies over REST: objects of plug-ins push events, scripts and workflows handle them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.content.package import Category, ElementSpec
from mockvro.content.policy import PolicyEvent, PolicyItem, PolicyTemplate, write_policy
from mockvro.content.workflow import Bind, Variable

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client, FakeHost

OBJECT = {"sdk-object": {"type": "Test:Server", "id": "s1"}}


def template_of() -> PolicyTemplate:
    return PolicyTemplate(
        id="p",
        name="Watch a server",
        attributes=(Variable(name="count", type="number", value="1.0"),),
        items=(
            PolicyItem(
                tag="server",
                sdk_type="Test:Server",
                events=(
                    PolicyEvent(type="OnTrap", script="trap"),
                    PolicyEvent(
                        type="load", kind="gauge", script="load", min_value="80", max_value="90"
                    ),
                    PolicyEvent(
                        type="OnDown",
                        workflow_id="w",
                        in_bindings=(
                            Bind(name="why", type="string", export_name="event.reason"),
                            Bind(name="it", type="Test:Server", export_name="server"),
                        ),
                    ),
                ),
            ),
            PolicyItem(
                tag="clock",
                period="every-hours",
                when="30:00",
                events=(PolicyEvent(type="OnExecute", script="tick"),),
            ),
        ),
        events=(
            PolicyEvent(type="OnInit", script="init"),
            PolicyEvent(type="OnExit", script="exit"),
        ),
    )


@pytest.fixture
def seen(client: Client, kit: Any, template: FakeHost, flow: Any) -> list[tuple[str, Any]]:
    """Scripts that ran, with what they got."""
    ran: list[tuple[str, Any]] = []
    for name in ("trap", "load", "tick", "init", "exit"):
        template.scripts[name] = lambda values, name=name: ran.append((name, dict(values))) or {}
    template.scripts["work"] = lambda values: ran.append(("work", dict(values))) or {}
    item = flow.task("work", "work", in_bindings=(flow.bind("why"), flow.bind("it", "Test:Server")))
    workflow = flow.workflow(item, inputs={"why": "string", "it": "Test:Server"})
    spec = ElementSpec(
        id="p",
        type="PolicyTemplate",
        data=write_policy(template_of()),
        categories=(Category("Tests"),),
    )
    package = kit.package_bytes(kit.workflow_spec(workflow), spec)
    assert kit.import_package(client, package).json() == {"errors": []}
    return ran


def made(client: Client) -> dict[str, Any]:
    body = {
        "name": "Mine",
        "template": {"id": "p"},
        "parameters": [{"name": "server", "type": "Test:Server", "value": OBJECT}],
    }
    answer = client.post("/vco/api/policies", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def put_state(client: Client, policy: dict[str, Any], state: str) -> None:
    assert client.put(policy["href"] + "state", json={"value": state}).status_code == 204


def settle(services: Any) -> None:
    assert services.engine.policies.wait_until_idle(10)
    assert services.engine.wait_until_idle(10)


def push(services: Any, policy: dict[str, Any], **more: Any) -> None:
    facts = {"plugin": "Test", "type": "Server", "id": "s1", "policy": policy["id"], **more}
    services.observations.file("policy-event", **{"registered": True, **facts})
    settle(services)


def test_a_policy_registers_starts_handles_and_stops(
    client: Client, services: Any, seen: list[tuple[str, Any]], hosts: list[FakeHost]
) -> None:
    policy = made(client)
    assert policy["state"] == "stopped"
    put_state(client, policy, "started")
    settle(services)
    request = {"plugin": "Test", "type": "Server", "id": "s1", "policy": policy["id"]}
    assert hosts[-1].asked("policy.register") == [request]
    assert [name for name, _ in seen] == ["init"]
    push(services, policy, method="pushTrigger", name="OnTrap", properties={"oid": "1.3"})
    name, values = seen[-1]
    assert name == "trap"
    assert values["server"]["sdk-object"]["id"] == "s1"
    assert values["count"] == {"number": 1.0}
    event = json.loads(values["event"]["object"]["text"])
    assert event["triggerName"] == "OnTrap"
    assert event["source"] == {"type": "Test:Server", "id": "s1"}
    assert event["values"] == {"oid": "1.3"}
    put_state(client, policy, "stopped")
    settle(services)
    assert hosts[-1].asked("policy.unregister") == [request]
    assert [name for name, _ in seen] == ["init", "trap", "exit"]
    push(services, policy, method="pushTrigger", name="OnTrap")
    assert len(seen) == 3


def test_gauges_are_handled_within_their_bounds(
    client: Client, services: Any, seen: list[tuple[str, Any]]
) -> None:
    policy = made(client)
    put_state(client, policy, "started")
    for value in ("79.9", "80.0", "85", "90.1", "NaN", None):
        push(services, policy, method="pushGauge", name="load", device="cpu", value=value)
    loads = [json.loads(v["event"]["object"]["text"]) for n, v in seen if n == "load"]
    assert [each["values"]["value"] for each in loads] == ["80.0", "85"]


def test_other_objects_other_events_and_late_ones_are_not_handled(
    client: Client, services: Any, seen: list[tuple[str, Any]]
) -> None:
    policy = made(client)
    put_state(client, policy, "started")
    settle(services)
    push(services, policy, method="pushTrigger", name="OnOther")
    push(services, policy, method="pushTrigger", name="OnTrap", id="s2")
    push(services, policy, method="pushTrigger", name="OnTrap", registered=False)
    push(services, policy, method="pushTrigger", name="load")
    assert [name for name, _ in seen] == ["init"]


def test_an_event_starts_a_workflow(
    client: Client, services: Any, seen: list[tuple[str, Any]]
) -> None:
    policy = made(client)
    put_state(client, policy, "started")
    push(services, policy, method="pushTrigger", name="OnDown", properties={"reason": "power"})
    name, values = seen[-1]
    assert (name, values["why"]) == ("work", {"string": "power"})
    assert values["it"]["sdk-object"]["id"] == "s1"


def test_the_clock_triggers_items(
    client: Client, services: Any, seen: list[tuple[str, Any]]
) -> None:
    policy = made(client)
    put_state(client, policy, "started")
    client.post("/mockvro/clock", json={"advance": 3 * 3600})
    settle(services)
    assert [name for name, _ in seen] == ["init", "tick", "tick", "tick"]
    put_state(client, policy, "stopped")
    client.post("/mockvro/clock", json={"advance": 3 * 3600})
    settle(services)
    assert [name for name, _ in seen].count("tick") == 3


def test_what_goes_wrong_is_in_the_log(
    client: Client, services: Any, template: FakeHost, kit: Any, seen: list[tuple[str, Any]]
) -> None:
    def fail(_: Any) -> Any:
        raise kit.script_error("broken script")

    template.scripts["trap"] = fail
    policy = made(client)
    put_state(client, policy, "started")
    push(services, policy, method="pushTrigger", name="OnTrap")
    (entry,) = client.get(policy["href"] + "syslogs").json()["logs"]
    assert entry["entry"]["short-description"] == "broken script"
    assert seen[0][0] == "init"


def test_a_plugin_that_refuses_leaves_the_policy_stopped(
    client: Client, template: FakeHost, kit: Any, seen: list[tuple[str, Any]]
) -> None:
    error = kit.plugin_error("java.lang.IllegalStateException", "no")
    template.failures["policy.register"] = error
    policy = made(client)
    answer = client.put(policy["href"] + "state", json={"value": "started"})
    assert answer.status_code == 500
    assert client.get(policy["href"] + "state").json() == {"value": "stopped"}
    assert seen == []


def test_plugins_are_told_again_after_a_restart_of_the_jvm(
    client: Client, services: Any, seen: list[tuple[str, Any]], hosts: list[FakeHost]
) -> None:
    put_state(client, made(client), "started")
    assert client.post("/mockvro/host/restart").status_code == 204
    settle(services)
    assert len(hosts) == 2
    assert len(hosts[-1].asked("policy.register")) == 1
    assert [name for name, _ in seen] == ["init"]


def test_policies_are_listed_changed_and_removed(
    client: Client, hosts: list[FakeHost], seen: list[tuple[str, Any]]
) -> None:
    policy = made(client)
    put_state(client, policy, "started")
    assert client.get("/vco/api/policies").json()["relations"]["total"] == 1
    assert client.get("/vco/api/policies/state/started").json()["relations"]["total"] == 1
    assert client.get("/vco/api/policies/state/stopped").json()["relations"]["total"] == 0
    assert client.get("/vco/api/policies/state/odd").status_code == 400
    assert client.put(policy["href"], json={"policy-items": []}).status_code == 400
    assert client.put(policy["href"], json={"name": "Other"}).status_code == 204
    assert client.get(policy["href"]).json()["name"] == "Other"
    assert client.put(policy["href"] + "state", json={"value": "odd"}).status_code == 400
    assert client.delete(policy["href"]).status_code == 204
    assert client.get(policy["href"]).status_code == 404
    assert len(hosts[-1].asked("policy.unregister")) == 1
    assert seen


def test_a_policy_can_be_made_without_a_template(
    client: Client, services: Any, template: FakeHost, seen: list[tuple[str, Any]]
) -> None:
    handler = {"type": "trigger", "eventId": "OnTrap", "script": "trap"}
    source = {"type": "Test:Server", "id": "s1"}
    item = {"name": "it", "event-source": source, "event-handler": [handler]}
    body = {"name": "Mine", "policy-items": [item]}
    policy = client.post("/vco/api/policies", json=body).json()
    assert policy["policy-items"][0]["event-source"] == source
    put_state(client, policy, "started")
    push(services, policy, method="pushTrigger", name="OnTrap")
    assert [name for name, _ in seen] == ["trap"]
    bad = {"name": "M", "template": {"id": "p"}, "policy-items": [item]}
    assert client.post("/vco/api/policies", json=bad | {"template": {"id": "x"}}).status_code == 404
    assert template


def test_templates_are_listed_shown_made_changed_and_removed(
    client: Client, seen: list[tuple[str, Any]]
) -> None:
    (link,) = client.get("/vco/api/policies/templates").json()["link"]
    shown = client.get(link["href"]).json()
    assert [each["name"] for each in shown["policy-items"]] == ["server", "clock"]
    xml = client.get(link["href"], headers={"Accept": "application/vcoobject+xml"})
    assert "<dunes-policy" in xml.text
    body = {**shown, "name": "Second"}
    second = client.post(
        f"/vco/api/policies/templates?categoryId={shown['category-id']}", json=body
    )
    assert second.status_code == 201, second.text
    handlers = [each["event-handler"] for each in second.json()["policy-items"]]
    assert handlers == [each["event-handler"] for each in shown["policy-items"]]
    href = second.headers["Location"]
    assert client.put(href, json={"description": "new"}).status_code == 204
    assert client.get(href).json()["description"] == "new"
    assert client.delete(href).status_code == 204
    assert client.get(href).status_code == 404
    assert not seen
