from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from mockvro.content.configuration import (
    ConfigurationElement,
    parse_configuration,
    write_configuration,
)
from mockvro.content.package import Category, ElementSpec, read_package, verify_package
from mockvro.content.resource_element import ResourceElement, write_resource
from mockvro.content.values import SecureString, to_text
from mockvro.content.workflow import Item, Parameter, Variable, Workflow

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client, FakeHost

PACKAGES = "/vco/api/packages"


def workflow(version: str = "1.0.0", workflow_id: str = "w1", name: str = "Say hello") -> Workflow:
    return Workflow(
        id=workflow_id,
        name=name,
        version=version,
        root_name="item0",
        inputs=(Parameter(name="who", type="string", description="whom to greet"),),
        outputs=(Parameter(name="greeting", type="string"),),
        items=(Item(name="item0", type="end", end_mode="0"),),
    )


@pytest.fixture
def package(kit: Any, signer: Any) -> bytes:
    configuration = ConfigurationElement(
        id="c1",
        name="Settings",
        version="1.0.0",
        attributes=(
            Variable(name="url", type="string", value="https://vro.example"),
            Variable(name="secret", type="SecureString"),
        ),
    )
    resource = ResourceElement(
        id="r1", name="logo.svg", version="1.0.0", mime_type="image/svg+xml", data=b"<svg/>"
    )
    folder = (Category("Tests"),)
    data: bytes = kit.package_bytes(
        kit.workflow_spec(workflow(), "Library", "Hello"),
        kit.action_spec(kit.greet_action(), "com.example"),
        ElementSpec(
            id="c1",
            type="ConfigurationElement",
            data=write_configuration(configuration),
            categories=folder,
        ),
        ElementSpec(
            id="r1", type="ResourceElement", data=write_resource(resource), categories=folder
        ),
        signer=signer,
    )
    return data


@pytest.mark.parametrize("path", [PACKAGES, "/vco/api/content/packages"])
def test_import_answers_202_without_errors(client: Client, package: bytes, path: str) -> None:
    answer = client.post(path, files={"file": ("tests.package", package)})
    assert (answer.status_code, answer.json()) == (202, {"errors": []})
    listing = client.get(PACKAGES).json()
    names = [
        each["value"]
        for link in listing["link"]
        for each in link["attributes"]
        if each["name"] == "name"
    ]
    assert names == ["com.example.tests"]


def test_details_wrap_every_member_in_its_word(client: Client, kit: Any, package: bytes) -> None:
    kit.import_package(client, package)
    details = client.get(f"{PACKAGES}/com.example.tests/").json()
    member = details["workflows"][0]["workflow"]
    assert member["href"] == "http://vro.example/vco/api/workflows/w1/"
    assert {"name": "categoryName", "value": "Hello"} in member["attributes"]
    action = details["actions"][0]["actions"]
    assert {"name": "module", "value": "com.example"} in action["attributes"]
    assert "configuration" in details["configurations"][0]
    assert "resource" in details["resources"][0]
    assert details["used-plugins"][0]["name"] == "Test"


def test_a_package_comes_out_as_it_went_in(client: Client, kit: Any, package: bytes) -> None:
    kit.import_package(client, package, importConfigurationAttributeValues="true")
    answer = client.get(f"{PACKAGES}/com.example.tests", headers={"Accept": "application/zip"})
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].split("=")[1] == "com.example.tests.package"
    exported, original = read_package(answer.content), read_package(package)
    assert verify_package(exported).verified
    assert {each.id: (each.text, each.path) for each in exported.elements if each.id != "r1"} == {
        each.id: (each.text, each.path) for each in original.elements if each.id != "r1"
    }


def test_import_details_compare_and_verify_without_importing(
    client: Client, kit: Any, package: bytes
) -> None:
    before = client.get("/mockvro/state").json()
    path = f"{PACKAGES}/import-details"
    details = client.post(path, files={"file": ("tests.package", package)}).json()
    assert details["packageName"] == "com.example.tests"
    assert details["contentVerified"] is True
    assert {each["versionComparison"] for each in details["importElementDetails"]} == {
        "importGreater"
    }
    assert client.get("/mockvro/state").json() == before
    kit.import_package(client, package)
    again = client.post(path, files={"file": ("tests.package", package)}).json()
    assert {each["versionComparison"] for each in again["importElementDetails"]} == {"sameVersions"}
    assert not any(each["importIt"] for each in again["importElementDetails"])


def test_a_tampered_package_is_imported_and_said_to_be_so(
    client: Client, kit: Any, package: bytes
) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["elements/a1/data"] = entries["elements/a1/data"].replace(b"H\0e", b"J\0e")
    tampered = kit.zip_bytes(entries)
    path = f"{PACKAGES}/import-details"
    details = client.post(path, files={"file": ("tests.package", tampered)}).json()
    assert details["contentVerified"] is False
    assert kit.import_package(client, tampered).status_code == 202
    signatures = {
        each["id"]: each["signature"] for each in client.get("/mockvro/state").json()["elements"]
    }
    assert signatures["a1"] == "invalid"
    assert signatures["w1"] == "valid"


def test_newer_elements_replace_and_older_ones_conflict(client: Client, kit: Any) -> None:
    for version, status in (("1.0.0", 202), ("1.1.0", 202), ("1.0.5", 409)):
        spec = kit.workflow_spec(workflow(version))
        assert kit.import_package(client, kit.package_bytes(spec)).status_code == status
    assert client.get("/vco/api/workflows/w1").json()["version"] == "1.1.0"
    older = kit.package_bytes(kit.workflow_spec(workflow("1.0.5")))
    assert kit.import_package(client, older, overwrite="true").status_code == 202
    assert client.get("/vco/api/workflows/w1").json()["version"] == "1.0.5"


def test_an_action_with_a_new_id_is_the_same_action(client: Client, kit: Any) -> None:
    for version, action_id in (("1.0.0", "a1"), ("2.0.0", "other")):
        action = kit.greet_action(version, action_id)
        kit.import_package(client, kit.package_bytes(kit.action_spec(action, "com.example")))
    assert client.get("/vco/api/actions").json()["total"] == 1
    assert client.get("/vco/api/actions/com.example/greet").json()["version"] == "2.0.0"


def test_something_that_is_no_package_is_refused(client: Client, kit: Any) -> None:
    assert kit.import_package(client, b"nonsense").status_code == 400
    assert kit.import_package(client, kit.zip_bytes({"a": b""})).status_code == 400


def test_a_broken_element_is_imported_and_reported(client: Client, kit: Any) -> None:
    spec = ElementSpec(id="w9", type="Workflow", data="<workflow", categories=(Category("T"),))
    errors = kit.import_package(client, kit.package_bytes(spec)).json()["errors"]
    assert [(each["id"], each["type"]) for each in errors] == [("w9", "Workflow")]
    assert client.get("/vco/api/workflows/w9").status_code == 400


@pytest.mark.parametrize(
    ("option", "left"),
    [
        ("", {"w1", "w2"}),
        ("deletePackage", {"w1", "w2"}),
        ("deletePackageWithContent", set()),
        ("deletePackageKeepingShared", {"w2"}),
    ],
)
def test_the_three_ways_to_delete(client: Client, kit: Any, option: str, left: set[str]) -> None:
    own, shared = workflow(), workflow(workflow_id="w2", name="Shared")
    both = kit.package_bytes(kit.workflow_spec(own), kit.workflow_spec(shared))
    kit.import_package(client, both)
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(shared), name="com.example.b"))
    query = {"option": option} if option else {}
    answer = client.delete(f"{PACKAGES}/com.example.tests/", params=query)
    assert answer.status_code == 204
    assert {each["id"] for each in client.get("/mockvro/state").json()["elements"]} == left
    assert client.get(f"{PACKAGES}/com.example.tests").status_code == 404
    assert client.delete(f"{PACKAGES}/com.example.tests.").status_code == 404


def test_an_unknown_way_to_delete_is_refused(client: Client, kit: Any, package: bytes) -> None:
    kit.import_package(client, package)
    answer = client.delete(f"{PACKAGES}/com.example.tests?option=everything")
    assert answer.status_code == 400


def test_workflows_are_listed_with_conditions(client: Client, kit: Any) -> None:
    specs = [
        kit.workflow_spec(workflow(workflow_id=f"w{index}", name=name))
        for index, name in enumerate(("Add host", "Add, then remove", "Ping"))
    ]
    kit.import_package(client, kit.package_bytes(*specs))
    listed = client.get("/vco/api/workflows/?conditions=name~add").json()
    assert listed["total"] == 2
    assert listed["link"][0]["attributes"][1]["name"] == "id"
    exact = client.get("/vco/api/workflows", params={"conditions": "name=Add, then remove"}).json()
    assert exact["total"] == 1
    page = client.get("/vco/api/workflows?maxResult=1&startIndex=2").json()
    assert (len(page["link"]), page["total"], page["start"]) == (1, 3, 0)
    named = client.get("/vco/api/workflows?conditions=categoryName=Tests,name=Ping").json()
    assert [kit.attribute(each, "categoryName") for each in named["link"]] == ["Tests"]
    first = named["link"][0]
    href = kit.attribute(first, "categoryHref")
    assert client.get(f"{href}workflows").json()["total"] == 3


def test_a_workflow_document_has_hyphens_and_relations(
    client: Client, kit: Any, package: bytes
) -> None:
    kit.import_package(client, package)
    document = client.get("/vco/api/workflows/w1").json()
    assert document["input-parameters"] == [
        {"name": "who", "type": "string", "description": "whom to greet"}
    ]
    assert document["output-parameters"] == [{"name": "greeting", "type": "string"}]
    rels = {each["rel"] for each in document["relations"]["link"]}
    assert {"up", "add", "executions", "icon", "schema", "tasks", "interactions"} <= rels
    content = client.get("/vco/api/workflows/w1/content").json()
    assert content["workflow-item"][0]["end-mode"] == "0"
    assert content["input"]["param"][0]["name"] == "who"


def test_a_workflow_is_exported_as_a_file(client: Client, kit: Any, package: bytes) -> None:
    kit.import_package(client, package)
    for path in ("/vco/api/workflows/w1", "/vco/api/content/workflows/w1"):
        answer = client.get(path, headers={"Accept": "application/zip"})
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert b"charset=UTF-16" in archive.read("workflow-info")
            assert "Say hello" in archive.read("workflow-content").decode("utf-16")


def test_an_action_runs(client: Client, kit: Any, template: FakeHost, package: bytes) -> None:
    template.scripts["return 'Hello ' + who;"] = lambda values: {
        "result": {"string": "Hello " + values["who"]["string"]}
    }
    kit.import_package(client, package)
    body = {
        "parameters": [{"name": "who", "type": "string", "value": {"string": {"value": "Ann"}}}]
    }
    for path in ("a1", "com.example/greet"):
        result = client.post(f"/vco/api/actions/{path}/executions", json=body).json()
        assert result["value"] == {"string": {"value": "Hello Ann"}}
        assert result["state"] == "completed"
        run = client.get(f"/vco/api/actions/runs/{result['execution-id']}").json()
        assert run == result
    assert client.get("/vco/api/actions/runs/none").status_code == 404


def test_a_failing_action_says_so_in_its_result(
    client: Client, kit: Any, template: FakeHost, package: bytes
) -> None:
    template.failures["script.run"] = kit.script_error("Error: no (Action:x#2)")
    kit.import_package(client, package)
    answer = client.post("/vco/api/actions/a1/executions")
    assert answer.status_code == 200
    result = answer.json()
    assert (result["state"], result["error"]) == ("failed", "Error: no (Action:x#2)")
    assert result["errorLineNumber"] == 2


def test_an_action_runs_in_the_background(
    client: Client, kit: Any, template: FakeHost, package: bytes
) -> None:
    template.scripts["return 'Hello ' + who;"] = lambda _: {"result": {"string": "done"}}
    kit.import_package(client, package)
    started = client.post("/vco/api/actions/a1/executions", json={"async-execution": True}).json()
    ended = kit.finished(client, f"/vco/api/actions/runs/{started['execution-id']}")
    assert ended["value"] == {"string": {"value": "done"}}


def test_configurations_and_resources(client: Client, kit: Any, package: bytes) -> None:
    kit.import_package(client, package, importConfigurationAttributeValues="true")
    document = client.get("/vco/api/configurations/c1").json()
    assert document["attributes"][0]["value"] == {"string": {"value": "https://vro.example"}}
    assert "value" not in document["attributes"][1]
    headers = {"Accept": "application/vcoobject+xml"}
    raw = client.get("/vco/api/configurations/c1", headers=headers)
    assert etree.fromstring(raw.content).tag == "config-element"
    zipped = {"Accept": "application/zip"}
    assert client.get("/vco/api/configurations/c1", headers=zipped).status_code == 406
    octets = {"Accept": "application/octet-stream, */*"}
    answer = client.get("/vco/api/resources/r1", headers=octets)
    assert (answer.content, answer.headers["Content-Type"]) == (b"<svg/>", "image/svg+xml")
    for accept in ("application/json", "application/vnd.o11n.resource.metadata+json"):
        metadata = client.get("/vco/api/resources/r1", headers={"Accept": accept}).json()
        assert metadata["mime-type"] == "image/svg+xml"
    assert client.get("/vco/api/configurations").json()["total"] == 1
    assert client.get("/vco/api/resources").json()["total"] == 1


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ({}, "https://new"),
        ({"importConfigurationAttributeValues": "true"}, "https://new"),
        ({"importConfigurationAttributeValues": "false"}, None),
    ],
)
def test_values_of_configurations_are_imported_unless_declined(
    client: Client, kit: Any, query: dict[str, str], url: str | None
) -> None:
    kit.import_package(client, kit.package_bytes(settings("1.0.0", "https://new")), **query)
    document = client.get("/vco/api/configurations/c1").json()
    value = document["attributes"][0].get("value")
    assert value == (None if url is None else {"string": {"value": url}})


def settings(version: str, url: str) -> ElementSpec:
    variables = (
        Variable(name="url", type="string", value=url),
        Variable(
            name="secret", type="SecureString", value=to_text("SecureString", SecureString("pw"))
        ),
    )
    content = ConfigurationElement(id="c1", name="S", version=version, attributes=variables)
    return ElementSpec(
        id="c1",
        type="ConfigurationElement",
        data=write_configuration(content),
        categories=(Category("Tests"),),
    )


@pytest.mark.parametrize("secret", [False, True])
def test_secrets_are_exported_on_request(client: Client, kit: Any, secret: bool) -> None:
    kit.import_package(
        client,
        kit.package_bytes(settings("1.0.0", "https://x")),
        importConfigurationAttributeValues="true",
        importConfigSecureStringAttributeValues="true",
    )
    answer = client.get(
        f"{PACKAGES}/com.example.tests",
        headers={"Accept": "application/zip"},
        params={"exportConfigSecureStringAttributeValues": "true"} if secret else {},
    )
    (element,) = read_package(answer.content).elements
    url, password = parse_configuration(element.text).attributes
    assert url.value == "https://x"
    assert (password.value is not None) is secret


def test_values_that_a_server_has_outlive_an_update(client: Client, kit: Any) -> None:
    first = kit.package_bytes(settings("1.0.0", "https://mine"))
    kit.import_package(client, first, importConfigurationAttributeValues="true")
    second = kit.package_bytes(settings("2.0.0", "https://new"))
    kit.import_package(client, second, importConfigurationAttributeValues="false")
    document = client.get("/vco/api/configurations/c1").json()
    assert document["version"] == "2.0.0"
    assert document["attributes"][0]["value"] == {"string": {"value": "https://mine"}}


def test_categories(client: Client, kit: Any, package: bytes) -> None:
    kit.import_package(client, package)
    roots = client.get("/vco/api/categories?isRoot=true&categoryType=WorkflowCategory").json()
    (root,) = roots["link"]
    outer = client.get(root["href"]).json()
    assert (outer["name"], outer["path"]) == ("Library", "Library")
    inner = client.get(outer["relations"]["link"][1]["href"]).json()
    assert inner["path"] == "Library/Hello"
    assert [kit.attribute(each, "name") for each in inner["relations"]["link"][1:]] == ["Say hello"]
    modules = client.get("/vco/api/categories?categoryType=ScriptModuleCategory").json()
    assert [kit.attribute(each, "name") for each in modules["link"]] == ["com.example"]


def test_categories_are_made_and_removed(client: Client) -> None:
    body = {"type": "WorkflowCategory", "name": "New"}
    made = client.post("/vco/api/categories", json=body)
    assert made.status_code == 201
    assert client.post("/vco/api/categories", json=body).status_code == 409
    address = f"/vco/api/categories/{made.json()['id']}"
    assert client.post(address, json={"name": "Below"}).json()["path"] == "New/Below"
    assert client.delete(address).status_code == 409
    assert client.delete(f"{address}?deleteNonEmptyContent=true").status_code == 204
    assert client.get("/vco/api/categories").json()["total"] == 0
    assert client.post("/vco/api/categories", json={"name": "x", "type": "y"}).status_code == 400


def test_the_system_namespace(client: Client, kit: Any, package: bytes) -> None:
    kit.import_package(client, package)
    listed = client.get("/vco/api/catalog/System").json()["relations"]["link"]
    assert "Workflow" in [kit.attribute(each, "id") for each in listed if each["rel"] == "down"]
    assert client.get("/vco/api/catalog/System/Action").json()["total"] == 1
    assert client.get("/vco/api/catalog/System/ScriptModuleCategory/").json()["total"] == 1
    assert client.get("/vco/api/catalog/System/Workflow/w1").status_code == 200
    assert client.get("/vco/api/catalog/System/User").json()["total"] == 0
    assert client.get("/vco/api/catalog/System/Nothing").status_code == 404


def test_the_modules_of_the_scripting_api(client: Client, kit: Any, package: bytes) -> None:
    kit.import_package(client, package)
    overview = client.get("/vco/api/server-configuration/api").json()
    (module,) = overview["scriptCategories"]
    (action,) = client.get(module["detailsLink"]).json()["actions"]
    assert action["returnType"] == action["resultType"] == "string"
    assert action["parameters"] == [{"name": "who", "type": "string", "position": 0}]


@pytest.mark.parametrize(
    ("path", "root"),
    [
        (PACKAGES, "packages"),
        (f"{PACKAGES}/com.example.tests", "package-details"),
        ("/vco/api/workflows", "inventory-items"),
        ("/vco/api/workflows/w1", "workflow"),
        ("/vco/api/workflows/w1/content", "workflow"),
        ("/vco/api/actions", "actions"),
        ("/vco/api/actions/a1", "action"),
        ("/vco/api/configurations/c1", "configuration"),
        ("/vco/api/resources/r1", "resource"),
        ("/vco/api/categories", "categories"),
        ("/vco/api/server-configuration/api", "api-types"),
        ("/vco/api/content", "inventory-items"),
        ("/vco/api/workflows/w1/executions", "executions"),
    ],
)
def test_every_document_exists_as_xml(
    client: Client, kit: Any, package: bytes, path: str, root: str
) -> None:
    kit.import_package(client, package)
    answer = client.get(path, headers={"Accept": "application/xml"})
    assert answer.status_code == 200
    assert etree.QName(etree.fromstring(answer.content)).localname == root
