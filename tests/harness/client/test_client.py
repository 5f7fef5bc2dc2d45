from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import responses

from harness.client import (
    Answer,
    AnswerTimeoutError,
    Credentials,
    InputValueError,
    Transport,
    UnexpectedAnswerError,
    UnreachableError,
    VroClient,
    build_parameters,
)
from harness.client.documents import ParameterDocument, WorkflowDocument
from harness.client.values import SdkRef
from harness.errors import UsageError

URL = "http://vro.test"
API = f"{URL}/vco/api"


@pytest.fixture
def record() -> list[Answer]:
    return []


@pytest.fixture
def client(record: list[Answer]) -> Iterator[VroClient]:
    transport = Transport(URL, Credentials("user", "secret"), record=record.append)
    yield VroClient(transport)
    transport.close()


@pytest.fixture
def server() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def link(**attributes: str) -> dict[str, object]:
    pairs = [{"name": key, "value": value} for key, value in attributes.items()]
    return {"attributes": pairs, "href": f"{API}/x/", "rel": "down"}


def lamp(object_id: str, name: str) -> dict[str, object]:
    return link(**{"id": object_id, "name": name, "@fullType": "L:Lamp"})


def test_every_exchange_is_recorded_with_its_calls(
    client: VroClient, server: responses.RequestsMock, record: list[Answer]
) -> None:
    server.get(f"{API}/about", json={"version": "8.18.1"}, headers={"X-Mockvro-Calls": "c1, c2"})
    assert client.service.about().version == "8.18.1"
    assert record[0].calls == ("c1", "c2")
    assert record[0].path == "/vco/api/about"
    assert server.calls[0].request.headers["Authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (requests.ConnectionError("refused"), UnreachableError),
        (requests.ReadTimeout("slow"), AnswerTimeoutError),
    ],
)
def test_library_exceptions_stop_at_the_border(
    client: VroClient,
    server: responses.RequestsMock,
    raised: Exception,
    expected: type[Exception],
) -> None:
    server.get(f"{API}/about", body=raised)
    with pytest.raises(expected, match=r"GET http://vro\.test/vco/api/about: "):
        client.service.about()


@pytest.mark.parametrize("body", ["", "<html>", "[]", '{"version": 1}'])
def test_a_document_of_another_shape_is_named(
    client: VroClient, server: responses.RequestsMock, body: str
) -> None:
    server.get(f"{API}/about", body=body)
    with pytest.raises(UnexpectedAnswerError, match="GET /vco/api/about: a document"):
        client.service.about()


def test_both_generations_of_the_plugin_list_are_read(
    client: VroClient, server: responses.RequestsMock
) -> None:
    server.get(f"{API}/plugins", json={"plugins": [{"moduleName": "A", "buildNumber": "21"}]})
    server.get(f"{API}/plugins", json={"plugin": [{"moduleName": "A", "buildNumber": 21}]})
    assert [client.plugins.get("A") is not None for _ in range(2)] == [True, True]


def test_install_uploads_then_accepts(
    client: VroClient, server: responses.RequestsMock, tmp_path: Path
) -> None:
    artifact = tmp_path / "a.dar"
    artifact.write_bytes(b"PK")
    server.post(f"{API}/plugins/installations", status=201, json={"id": "7a/1", "eula": "text"})
    result = {
        "plugin": {"moduleName": "A", "version": "1"},
        "pluginInstallState": {"state": "NEW_INSTALLED", "newVersion": "1"},
    }
    server.patch(f"{API}/plugins/installations/7a%2F1", json={"pluginInstallResults": [result]})
    assert client.plugins.install(artifact)[0].plugin_install_state.state == "NEW_INSTALLED"
    assert server.calls[1].request.body == b'{"eulaAccepted": true}'


def test_package_members_are_unwrapped_whatever_the_word(
    client: VroClient, server: responses.RequestsMock
) -> None:
    details = {
        "name": "com.a",
        "workflows": [{"workflow": link(id="w1", name="W", version="1.0.0")}],
        "actions": [{"actions": link(id="a1", name="act")}],
    }
    server.get(f"{API}/packages/com.a", json=details)
    server.get(f"{API}/packages/com.b", status=404)
    found = client.packages.elements("com.a")
    assert [(item.type, item.id, item.version) for item in found or ()] == [
        ("Workflow", "w1", "1.0.0"),
        ("ScriptModule", "a1", ""),
    ]
    assert client.packages.elements("com.b") is None


def execution(state: str) -> dict[str, object]:
    output = {"name": "r", "type": "number", "value": {"number": {"value": 2.0}}}
    return {"id": "e1", "state": state, "output-parameters": [output]}


def test_a_run_is_followed_to_its_end(client: VroClient, server: responses.RequestsMock) -> None:
    server.post(f"{API}/workflows/w/executions", status=202, json={"id": "e1", "state": "running"})
    server.get(f"{API}/workflows/w/executions/e1", json=execution("running"))
    server.get(f"{API}/workflows/w/executions/e1", json=execution("completed"))
    run = client.workflows.run("w", [], deadline=10)
    assert (run.document.state, run.document.outputs, run.timed_out) == (
        "completed",
        {"r": 2.0},
        False,
    )


def test_a_start_without_body_takes_the_id_from_the_location(
    client: VroClient, server: responses.RequestsMock
) -> None:
    location = f"{API}/workflows/w/executions/e1/"
    server.post(f"{API}/workflows/w/executions", status=202, headers={"Location": location})
    server.get(f"{API}/workflows/w/executions/e1", json=execution("waiting"))
    assert client.workflows.run("w", [], deadline=10).document.state == "waiting"


def test_a_run_that_goes_on_is_told(client: VroClient, server: responses.RequestsMock) -> None:
    server.post(f"{API}/workflows/w/executions", status=202, json={"id": "e1"})
    server.get(f"{API}/workflows/w/executions/e1", json=execution("running"))
    assert client.workflows.run("w", [], deadline=0).timed_out


def test_a_workflow_name_must_mean_one(client: VroClient, server: responses.RequestsMock) -> None:
    listing = {"link": [link(id="1", name="Go"), link(id="2", name="Go"), link(id="3", name="Go!")]}
    server.get(f"{API}/workflows", json=listing)
    with pytest.raises(UsageError, match="Go: 2 workflows have this name - give the id: 1, 2"):
        client.workflows.find(name="Go")


def test_lookup_tells_object_nothing_and_error_apart(
    client: VroClient, server: responses.RequestsMock
) -> None:
    lamps = {
        "attributes": [{"name": "name", "value": "lamps"}],
        "href": f"{API}/catalog/P/T/a/lamps/",
        "rel": "down",
    }
    item = {
        "attributes": [{"name": "id", "value": "a/b"}, {"name": "name", "value": "n"}],
        "relations": {"link": [lamps, {"href": f"{API}/catalog/P/T/", "rel": "up"}]},
    }
    server.get(f"{API}/catalog/P/T/a%2Fb", json=item)
    server.get(f"{API}/catalog/P/T/gone", status=404)
    server.get(f"{API}/catalog/P/T/bad", status=500, json={"message": "boom"})
    found = client.catalog.get("P", "T", "a/b").found
    assert found is not None
    assert (found.id, found.relations) == ("a/b", ("lamps",))
    gone, bad = client.catalog.get("P", "T", "gone"), client.catalog.get("P", "T", "bad")
    assert (gone.found, gone.error) == (None, "")
    assert (bad.found, bad.error) == (None, "boom")


def test_a_reference_by_name_becomes_the_one_object(
    client: VroClient, server: responses.RequestsMock
) -> None:
    objects = [lamp("l1", "red"), lamp("l2", "red"), lamp("l3", "blue")]
    server.get(f"{API}/catalog/L/Lamp", json={"link": objects, "total": 3})
    workflow = WorkflowDocument(
        id="w", name="Switch", input_parameters=(ParameterDocument(name="lamp", type="L:Lamp"),)
    )
    inputs = {"lamp": {"type": "L:Lamp", "name": "blue"}}
    built = build_parameters(client, workflow, inputs)
    assert built[0]["value"] == {"sdk-object": {"type": "L:Lamp", "id": "l3"}}
    with pytest.raises(InputValueError, match="L:Lamp red: 2 objects match"):
        build_parameters(client, workflow, {"lamp": {"type": "L:Lamp", "name": "red"}})
    with pytest.raises(InputValueError, match="its inputs are lamp"):
        build_parameters(client, workflow, {"lmap": SdkRef("L:Lamp", "1")})


def test_observations_keep_what_their_kind_adds(
    client: VroClient, server: responses.RequestsMock
) -> None:
    document = {"seq": 3, "kind": "exit-trapped", "plugin": "P", "call": "c1", "status": 3}
    server.get(f"{URL}/mockvro/observations", json={"observations": [document], "next": 4})
    (seen,) = client.mockvro.observations(since=2, kind="exit-trapped")
    assert (seen.seq, seen.facts["status"]) == (3, 3)


def test_the_observer_is_asked_by_name(client: VroClient, server: responses.RequestsMock) -> None:
    server.get(f"{URL}/mockvro/observer/loader/state?plugin=P", json={"collected": True})
    server.post(f"{URL}/mockvro/observer/gc", status=204)
    server.get(f"{URL}/mockvro/observer/nothing", status=404)
    assert client.observer.get("loader/state", plugin="P") == {"collected": True}
    assert client.observer.post("gc") == {}
    with pytest.raises(UnexpectedAnswerError):
        client.observer.get("nothing")
