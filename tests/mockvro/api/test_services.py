"""Tags, forms, facts about the server, and what only some releases have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from mockvro.api.services import Services, build
from mockvro.content.workflow import Item, Parameter, Workflow
from mockvro.content.workflow.model import Node
from mockvro.settings import Settings
from mockvro.store import LogEntry
from tests.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    import requests

    from tests.mockvro.conftest import Client, FakeHost

API = "/vco/api"
CENTER_PORT = 8283
CENTER = f"http://vro.example:{CENTER_PORT}/vco-controlcenter/api"


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    profile = getattr(request, "param", "8.18")
    return Settings(data_dir=tmp_path / "vro", profile=profile, control_center_port=CENTER_PORT)


old = pytest.mark.parametrize("settings", ["7.6"], indirect=True)


def hello() -> Workflow:
    mandatory = Node(
        name="p-qual", attributes=(("kind", "static"), ("name", "mandatory")), text="true"
    )
    shown = Node(
        name="p-param",
        attributes=(("name", "who"),),
        children=(Node(name="desc", text="Whom"), mandatory),
    )
    group = Node(name="p-group", children=(Node(name="title", text="People"), shown))
    return Workflow(
        id="w1",
        name="Say hello",
        root_name="item0",
        inputs=(
            Parameter(name="who", type="string", description="whom to greet"),
            Parameter(name="hosts", type="Array/Test:Server"),
        ),
        items=(Item(name="item0", type="end", end_mode="0"),),
        presentation=Node(name="presentation", children=(Node(name="p-step", children=(group,)),)),
    )


@pytest.fixture
def workflow(client: Client, kit: Any) -> str:
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(hello())))
    return f"{API}/workflows/w1"


def test_tags_of_an_element(client: Client, workflow: str) -> None:
    path = f"{API}/catalog/System/Workflow/w1/tags"
    assert client.post(path, json={"name": "env", "value": "x", "global": True}).status_code == 204
    assert client.post(path, json={"name": "mine"}).status_code == 204
    found = client.get(path).json()["tag-instance"]
    assert [(each["name"], each["global"]) for each in found] == [("env", True), ("mine", False)]
    assert len(client.get(f"{path}?searchScope=GLOBAL").json()["tag-instance"]) == 1
    assert client.get(f"{path}?searchScope=ALL").status_code == 400
    assert client.get(f"{API}/workflows?tags=env&tags=mine").json()["total"] == 1
    assert client.get(f"{API}/workflows?tags=other").json()["total"] == 0
    assert client.delete(f"{path}/mine").status_code == 204
    assert client.delete(f"{path}/:env").status_code == 204
    assert client.get(path).json()["tag-instance"] == []
    assert workflow.endswith("w1")


def test_owners_and_names_of_tags(client: Client, workflow: str, kit: Any) -> None:
    path = f"{API}/catalog/System/Workflow/w1/tags"
    client.post(path, json={"name": "env", "global": True})
    client.post(path, json={"name": "mine"})
    owners = client.get(f"{API}/tags").json()["link"]
    assert [kit.attribute(each, "name") for each in owners] == ["__GLOBAL__", "vcoadmin"]
    assert client.get(f"{API}/tags/all").json()["total"] == 2
    assert client.get(f"{API}/tags/all/Workflow").json()["total"] == 1
    assert client.get(f"{API}/tags/vcoadmin").json()["total"] == 1
    (one,) = client.get(f"{API}/tags/__GLOBAL__/env").json()["tag-instance"]
    assert one["objectHref"].endswith("/catalog/System/Workflow/w1/")
    client.delete(f"{API}/tags/vcoadmin")
    assert client.get(f"{API}/tags/vcoadmin").json()["total"] == 0
    (link,) = client.get(f"{API}/workflows").json()["link"]
    assert kit.attribute(link, "globalTags") == ":__SYSTEM_TAG__env."
    assert workflow.endswith("w1")


@pytest.mark.parametrize("name", ["", "ab", "x" * 65])
def test_names_of_tags_have_3_to_64_characters(client: Client, workflow: str, name: str) -> None:
    path = workflow.replace("workflows", "catalog/System/Workflow")
    assert client.post(f"{path}/tags", json={"name": name}).status_code == 400


def test_tags_of_plugin_objects(client: Client, kit: Any, template: FakeHost) -> None:
    template.objects[("Server", "a/b")] = kit.facts("Server", "a/b")
    kit.install(client, kit.dar_bytes(), "test.dar")
    path = f"{API}/catalog/Test/Server/a%2Fb/tags"
    xml = '<t:tag-instance xmlns:t="http://www.vmware.com/vco" global="true"><t:name>env</t:name>'
    xml += "</t:tag-instance>"
    headers = {"Content-Type": "application/xml", "Accept": "application/xml"}
    assert client.post(path, data=xml, headers=headers).status_code == 204
    found = etree.fromstring(client.get(path, headers=headers).content)
    assert found.findtext("{*}tag-instance/{*}name") == "env"
    assert client.post(path.replace("a%2Fb", "none"), json={"name": "env"}).status_code == 404


def test_a_form_is_made_from_the_inputs(client: Client, workflow: str) -> None:
    form = client.get(workflow.replace("workflows", "forms")).json()
    assert form["schema"]["who"]["label"] == "Whom"
    assert form["schema"]["who"]["constraints"] == {"required": True}
    assert form["schema"]["hosts"]["type"] == {
        "dataType": "reference",
        "referenceType": "Test:Server",
        "isMultiple": True,
    }


def test_forms_are_kept_until_they_are_removed(client: Client, workflow: str) -> None:
    path = workflow.replace("workflows", "forms")
    form = {"layout": {"pages": []}, "schema": {}}
    assert client.put(path, json=form).json() == form
    item = {"itemId": "item3"}
    assert client.put(f"{path}/item3", json=item).status_code == 200
    assert client.get(f"{API}/forms?conditions=workflowId=w1").json() == [form, item]
    assert client.get(f"{API}/forms?conditions=workflowId=none").status_code == 404
    assert client.delete(f"{path}/item3").status_code == 200
    assert client.get(f"{path}/item3").status_code == 404
    assert client.delete(path).status_code == 200
    assert "who" in client.get(path).json()["schema"]
    assert client.post(f"{API}/forms", json={"workflowId": "w1", "schema": {}}).status_code == 200
    assert client.get(path).json()["schema"] == {}


def test_evaluations_run_actions(client: Client, kit: Any, template: FakeHost) -> None:
    template.scripts["return 'Hello ' + who;"] = lambda given: {
        "result": {"string": f"Hello {given['who']['string']}"}
    }
    data = kit.package_bytes(kit.action_spec(kit.greet_action(), "com.example"))
    kit.import_package(client, data)
    who = [{"name": "who", "type": "string", "value": {"string": {"value": "Ann"}}}]
    executions = [
        {"actionId": "com.example/greet", "inputs": {"parameters": who}},
        {"actionId": "a1", "inputs": {"parameters": who}},
        {"actionId": "nobody"},
    ]
    body = {"token": "t", "executions": executions}
    results = client.post(f"{API}/forms/evaluations", json=body).json()["results"]
    assert results[0] == results[1] == {"result": {"string": {"value": "Hello Ann"}}}
    assert "nobody" in results[2]["error"]


def test_facts_about_the_server(client: Client, kit: Any) -> None:
    kit.install(client, kit.dar_bytes(), "test.dar")
    types = client.get(f"{API}/server-configuration/types").json()["o11n-type"]
    assert {"string", "Test:Server"} <= {each["name"] for each in types}
    schema = etree.XMLSchema(etree.fromstring(client.get(f"{API}/schema").content))
    about = client.get(f"{API}/about", headers={"Accept": "application/xml"}).content
    assert schema.validate(etree.fromstring(about))
    assert client.get(f"{API}/schema/other.xsd").status_code == 404
    assert client.get(f"{API}/health/readiness").json()["state"] == "RUNNING"
    users = client.get(f"{API}/server/users?filter=vco*").json()["users"]
    assert [each["login-name"] for each in users] == ["vcoadmin"]
    assert client.get(f"{API}/server/groups?filter=none").json()["groups"] == []


def test_validation_finds_what_is_wrong(client: Client, workflow: str) -> None:
    assert client.get(f"{workflow}/validate").status_code == 200
    schema = {"display-name": "x", "root-name": "nowhere", "workflow-item": []}
    found = client.put(f"{API}/workflows/validate/schema", json=schema).json()["messages"]
    assert any(each["severity"] == "ERROR" for each in found)


@old
def test_older_releases_have_presentations(client: Client, workflow: str) -> None:
    found = client.get(f"{workflow}/presentation/").json()
    (field,) = found["steps"][0]["step"]["elements"][0]["fields"]
    assert (field["id"], field["constraints"]) == ("who", [{"@type": "mandatory"}])
    assert {each["rel"] for each in found["relations"]["link"]} == {"up", "instances", "add"}
    checked = client.post(f"{workflow}/presentation/instances", json={}).json()
    assert (checked["valid"], len(checked["validationErrors"])) == (False, 1)
    given = {"parameters": [{"name": "who", "type": "string", "value": {"string": {"value": "A"}}}]}
    assert client.post(f"{workflow}/presentation/instances", json=given).json()["valid"] is True
    relations = client.get(workflow).json()["relations"]["link"]
    assert {"presentation", "permissions"} <= {each["rel"] for each in relations}


@old
def test_older_releases_install_without_a_question(client: Client, kit: Any) -> None:
    files = {"file": ("o11nplugin-test.dar", kit.dar_bytes())}
    path = f"{API}/plugins/?format=dar"
    assert client.post(path, files=files).status_code == 204
    assert client.post(path, files=files).status_code == 409
    form = {"format": "dar", "overwrite": "true"}
    assert client.post(f"{API}/plugins", files=files, data=form).status_code == 204
    (plugin,) = client.get(f"{API}/plugins").json()["plugin"]
    assert (plugin["moduleName"], plugin["buildNumber"], plugin["enabled"]) == ("Test", 21, True)
    assert client.put(f"{API}/plugins/Test/state", json={"enabled": False}).status_code == 204
    assert client.get(f"{API}/plugins").json()["plugin"][0]["enabled"] is False
    exported = client.get(f"{API}/plugins/Test", headers={"Accept": "Application/json"})
    assert exported.headers["Content-Disposition"].split("=")[1] == "o11nplugin-test.dar"


@old
def test_older_releases_have_permissions_and_posted_logs(
    client: Client, workflow: str, services: Services, kit: Any
) -> None:
    assert client.get(f"{API}/server/permissions").json() == {"permissions": []}
    assert client.get(f"{workflow}/permissions").json() == {"permissions": []}
    run = kit.run_workflow(client, "w1")
    for at_ms, severity in ((1000, "debug"), (2000, "info"), (3000, "error")):
        entry = LogEntry("syslogs", at_ms, severity, "a", "script", severity, severity)
        services.store.tokens.log(run["id"], entry)
    body = {"severity": "info", "older-than": 1500}
    found = client.post(f"{workflow}/executions/{run['id']}/syslogs", json=body).json()["logs"]
    assert [each["entry"]["severity"] for each in found] == ["info", "error"]
    assert client.get(f"{API}/forms/w1").status_code == 501


def test_newer_releases_have_none_of_it(client: Client, workflow: str) -> None:
    assert client.get(f"{workflow}/presentation").status_code == 404
    assert client.get(f"{API}/server/permissions").status_code == 404
    assert client.post(f"{API}/plugins").status_code == 405


@old
def test_the_control_center_restarts_what_an_installation_left_pending(
    client: Client, kit: Any, hosts: list[FakeHost]
) -> None:
    client.get(f"{API}/plugins")
    client.post(f"{API}/plugins", files={"file": ("o11nplugin-test.dar", kit.dar_bytes())})
    client.auth = ("root", "vcoadmin")
    versions = client.get(f"{CENTER}/server/config-version").json()
    assert len(set(versions.values())) == 2
    headers = {"Content-Type": "application/json"}
    path = f"{CENTER}/server/status/restart"
    assert client.post(path, data="null", headers=headers).status_code == 200
    wait_until_running(client)
    assert len(set(client.get(f"{CENTER}/server/config-version").json().values())) == 1
    assert len(hosts) == 1


def wait_until_running(client: Client) -> None:
    until(lambda: client.get(f"{CENTER}/server/status").json()["currentStatus"] == "RUNNING")


def test_the_port_of_the_control_center_has_nothing_else(client: Client) -> None:
    assert client.get(f"http://vro.example:{CENTER_PORT}{API}/workflows").status_code == 404
    path = "/vco-controlcenter/api/server/status"
    assert client.get(path).json()["currentStatus"] == "RUNNING"
    client.auth = None
    assert client.get(path).status_code == 401


@old
def test_older_releases_have_the_control_center_on_its_port_only(client: Client) -> None:
    assert client.get("/vco-controlcenter/api/server/status").status_code != 200
    assert client.get(f"{CENTER}/server/status").status_code == 200


def test_the_root_account_is_for_the_control_center_alone(client: Client) -> None:
    client.auth = ("root", "vcoadmin")
    assert client.get(f"{API}/workflows").status_code == 401
    assert client.get(f"{CENTER}/server/status").status_code == 200


def test_an_explorer_walks_through_everything(
    client: Client, workflow: str, kit: Any, template: FakeHost
) -> None:
    """The calls of the editor extension (`reference/rest-clients.md` §5), header by header."""
    template.objects[("Server", "h1")] = kit.facts("Server", "h1")
    template.relations[("_ROOT", None, "servers")] = [("Server", "h1")]
    template.relations[("Server", "h1", "disks")] = []
    kit.install(client, kit.dar_bytes(), "test.dar")
    client.headers["Accept"] = "application/json"
    about = ok(client, f"{API}/about").json()
    assert about["version"].removesuffix(f".{about['build-number']}").count(".") >= 2
    for kind in ("WorkflowCategory", "ConfigurationElementCategory", "ScriptModuleCategory"):
        for link in ok(client, f"{API}/categories?isRoot=true&categoryType={kind}").json()["link"]:
            children = ok(client, link["href"]).json()["relations"]["link"]
            assert all(each["rel"] for each in children)
    data = ok(client, f"{API}/server-configuration/api").json()
    (system,) = [each for each in data["system"]["objects"] if each["name"] == "System"]
    assert system["namespace"]
    assert "getModule" in {each["name"] for each in system["methods"]}
    for plugin in data["plugins"]:
        tail = plugin["detailsLink"].split("plugins/")[1]
        details = ok(client, f"{API}/server-configuration/api/plugins/{tail}").json()
        assert details["types"]
    ok(client, f"{API}/catalog/Test//metadata/icon")
    top = ok(client, f"{API}/inventory").json()["relations"]["link"]
    first = next(each for each in top if kit.attribute(each, "id") == "Test")
    (host,) = [
        each
        for each in ok(client, first["href"]).json()["relations"]["link"]
        if each["rel"] == "down"
    ]
    assert kit.attribute(host, "@fullType") == "Test:Server"
    assert ok(client, host["href"]).json()["relations"]["total"] == 1
    assert ok(client, f"{workflow}/schema").content.startswith(b"\x89PNG")


def ok(client: Client, address: str) -> requests.Response:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    return answer


def test_the_state_of_a_closed_restart_is_kept_out(tmp_path: Path) -> None:
    services = build(Settings(data_dir=tmp_path), starter=lambda: pytest.fail("no JVM is needed"))
    assert services.control_center.status()["finished"] is True
    services.stop()
