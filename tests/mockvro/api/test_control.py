from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.host.errors import HostCallError

if TYPE_CHECKING:
    from mockvro.api.services import Services
    from tests.mockvro.conftest import Client, FakeHost


def test_observations_are_read_from_where_one_stopped(client: Client, services: Services) -> None:
    for number in range(3):
        services.observations.file("call" if number else "violation", number=number)
    first = client.get("/mockvro/observations").json()
    assert [each["number"] for each in first["observations"]] == [0, 1, 2]
    services.observations.file("call", number=3)
    later = client.get(f"/mockvro/observations?since={first['next']}").json()
    assert [each["number"] for each in later["observations"]] == [3]
    calls = client.get("/mockvro/observations?kind=call").json()["observations"]
    assert [each["number"] for each in calls] == [1, 2, 3]
    assert client.get("/mockvro/observations?since=x").status_code == 400


def test_the_log_is_read_line_by_line_and_never_half(client: Client, services: Services) -> None:
    assert client.get("/mockvro/log").json() == {"lines": [], "next": 0}
    path = services.hosts.log_file
    path.write_bytes(b'{"message":"one"}\n{"message":"tw')
    first = client.get("/mockvro/log").json()
    assert [each["message"] for each in first["lines"]] == ["one"]
    with path.open("ab") as file:
        file.write(b'o"}\n')
    later = client.get(f"/mockvro/log?since={first['next']}").json()
    assert [each["message"] for each in later["lines"]] == ["two"]


def test_the_host_is_told_about(client: Client, hosts: list[FakeHost]) -> None:
    assert client.get("/mockvro/host").json()["state"] == "stopped"
    assert client.post("/mockvro/host/restart").status_code == 204
    assert client.get("/mockvro/host").json()["state"] == "running"
    hosts[-1].alive = False
    assert client.get("/mockvro/host").json()["state"] == "dead"


def test_there_are_two_streams(client: Client) -> None:
    assert client.get("/mockvro/output/stdout").text == ""
    assert client.get("/mockvro/output/stdlog").status_code == 404


def test_scripts_run_in_a_session_that_is_closed(
    client: Client, template: FakeHost, hosts: list[FakeHost]
) -> None:
    template.scripts["return 1"] = lambda _: {"result": {"number": 1.0}}
    answer = client.post("/mockvro/script", json={"source": "return 1"})
    assert answer.json() == {"result": {"number": 1.0}}
    (ran,), (closed,) = hosts[-1].asked("script.run"), hosts[-1].asked("session.close")
    assert ran["session"] == closed["session"]
    assert client.post("/mockvro/script", json={}).status_code == 400


def test_a_failing_script_is_unprocessable(client: Client, kit: Any, template: FakeHost) -> None:
    template.failures["script.run"] = kit.script_error("Error: no")
    answer = client.post("/mockvro/script", json={"source": "x"})
    assert answer.status_code == 422
    assert answer.json() == {"name": "Error", "message": "Error: no", "exception": None}
    template.failures["script.run"] = HostCallError("x", code=-32001, data={"line": 1}, call="c1")
    stopped = client.post("/mockvro/script", json={"source": "x"})
    assert (stopped.status_code, stopped.json()["name"]) == (422, "ScriptStopped")
    template.failures["script.run"] = HostCallError("ours", code=-32603, data={}, call="c1")
    assert client.post("/mockvro/script", json={"source": "x"}).status_code == 500


def test_endpoints_are_seeded_and_reach_the_plugin(
    client: Client, kit: Any, hosts: list[FakeHost]
) -> None:
    wanted = [{"id": "e1", "entries": {"host": {"type": "string", "value": "h"}}}]
    seeded = client.put("/mockvro/endpoints/Test", json={"endpoints": wanted})
    assert seeded.status_code == 204
    assert client.get("/mockvro/endpoints/Test").json() == {"endpoints": wanted}
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))
    assert hosts[-1].asked("plugin.load")[0]["endpoints"] == wanted
    for body in ({}, {"endpoints": [{"id": 1}]}, {"endpoints": {}}):
        assert client.put("/mockvro/endpoints/Test", json=body).status_code == 400


def test_what_the_jvm_asks_of_the_server(client: Client, kit: Any, services: Services) -> None:
    package = kit.package_bytes(kit.action_spec(kit.greet_action(), "com.example"))
    kit.import_package(client, package)
    callbacks = services.hosts.callbacks
    action = callbacks.answer("server.action", {"module": "com.example", "name": "greet"})
    assert action["params"] == [{"name": "who", "type": "string"}]
    assert action["script"] == "return 'Hello ' + who;"
    assert callbacks.answer("server.action", {"module": "com.example", "name": "x"}) is None
    module = callbacks.answer("server.module", {"name": "com.example"})
    assert module == {"name": "com.example", "actions": ["greet"]}
    assert callbacks.answer("server.module", {"name": "com.other"}) is None
    entries = {"host": {"type": "string", "value": "h"}}
    callbacks.answer("server.endpoint.save", {"plugin": "P", "id": "1", "entries": entries})
    assert services.store.endpoints.of("P")[0].entries == entries
    callbacks.answer("server.endpoint.delete", {"plugin": "P", "id": "1"})
    callbacks.answer("server.endpoint.delete", {"plugin": "P", "id": "1"})
    assert services.store.endpoints.of("P") == []


@pytest.mark.parametrize("member", ["getTags", "log2"])
def test_members_that_are_not_simulated_say_so(services: Services, member: str) -> None:
    with pytest.raises(Exception, match=f"Server.{member} is not simulated"):
        services.hosts.callbacks.scripting({"object": "Server", "member": member, "args": []})
    services.store.close()


def test_a_slow_request_does_not_stop_others(client: Client, template: FakeHost) -> None:
    entered, released = threading.Event(), threading.Event()

    def wait(_: Any) -> Any:
        entered.set()
        assert released.wait(10)
        return {}

    template.scripts["wait"] = wait
    slow = threading.Thread(
        target=client.post, args=("/mockvro/script",), kwargs={"json": {"source": "wait"}}
    )
    slow.start()
    assert entered.wait(10)
    assert client.get("/vco/api/about").status_code == 200
    released.set()
    slow.join(10)
