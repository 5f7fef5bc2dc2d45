from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from mockvro.content.action import parse_action
from mockvro.content.configuration import ConfigurationElement, write_configuration
from mockvro.content.encoding import decode_utf16
from mockvro.content.package import Category, ElementSpec
from mockvro.content.resource_element import ResourceElement, write_resource
from mockvro.content.values import SecureString, to_text
from mockvro.content.workflow import Bind, Item, Parameter, Variable, Workflow, parse_workflow
from mockvro.content.workflow.model import Node, Note, Position, SubWorkflow

if TYPE_CHECKING:
    from mockvro.api.services import Services
    from tests.mockvro.conftest import Client

API = "/vco/api"


def category(client: Client, kind: str, name: str = "Things") -> str:
    answer = client.post(f"{API}/categories", json={"type": f"{kind}Category", "name": name})
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


def full_workflow() -> Workflow:
    binds = (
        Bind(name="who", type="string", export_name="who"),
        Bind(name="none", type="string", explicitly_not_bound=True),
    )
    return Workflow(
        id="w1",
        name="Everything",
        version="1.2.3",
        root_name="item1",
        description="what a workflow can have",
        allowed_operations="vef",
        restart_mode="0",
        inputs=(Parameter(name="who", type="string", description="whom"),),
        outputs=(Parameter(name="greeting", type="string", description="what"),),
        attributes=(
            Variable(name="n", type="number", value="2.0", read_only=True),
            Variable(name="configured", type="string", conf_id="c1", conf_key="url"),
            Variable(
                name="s", type="SecureString", value=to_text("SecureString", SecureString("x"))
            ),
        ),
        notes=(Note(x=1.0, y=2.0, w=3.0, h=4.0, description="careful"),),
        items=(
            Item(
                name="item1",
                type="task",
                out_name="item2",
                catch_name="item0",
                throw_bind_name="greeting",
                display_name="Do",
                script="a < b && c;",
                in_bindings=binds,
                position=Position(10.0, 20.0),
            ),
            Item(
                name="item2",
                type="multiple",
                out_name="item0",
                position=Position(1.0, 1.0),
                sub_workflows=(SubWorkflow(name="one", linked_workflow_id="w2"),),
            ),
            Item(name="item0", type="end", end_mode="0", position=Position(0.0, 0.0)),
        ),
        position=Position(5.0, 6.0),
        presentation=Node(
            name="presentation",
            children=(
                Node(
                    name="p-param",
                    attributes=(("name", "who"),),
                    children=(
                        Node(name="desc", text="whom"),
                        Node(
                            name="p-qual",
                            attributes=(("kind", "static"), ("name", "mandatory")),
                            text="true",
                        ),
                    ),
                ),
            ),
        ),
    )


def stored(services: Services, kind: str, element_id: str) -> str:
    element = services.store.elements.get(kind, element_id)
    assert element is not None
    return element.text


@pytest.mark.parametrize("media", ["application/json", "application/xml"])
def test_content_that_is_put_back_is_the_same_workflow(
    client: Client, kit: Any, services: Services, media: str
) -> None:
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(full_workflow())))
    content = client.get(f"{API}/workflows/w1/content", headers={"Accept": media}).content
    answer = client.put(
        f"{API}/workflows/w1/content", data=content, headers={"Content-Type": media}
    )
    assert answer.status_code == 204, answer.text
    assert parse_workflow(stored(services, "Workflow", "w1")) == full_workflow()


def test_a_workflow_shows_the_picture_it_names(client: Client, kit: Any) -> None:
    named = msgspec.structs.replace(full_workflow(), icon_id="r1")
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(named)))
    path = f"{API}/workflows/w1"
    assert client.get(path).json()["customized-icon"] is False
    assert client.get(f"{path}/icon").content.startswith(b"\x89PNG")
    picture = ResourceElement(id="r1", name="p.gif", mime_type="image/gif", data=b"GIF89a")
    spec = ElementSpec(
        id="r1",
        type="ResourceElement",
        data=write_resource(picture),
        categories=(Category("Pictures"),),
    )
    assert kit.import_package(client, kit.package_bytes(spec)).status_code == 202
    assert client.get(path).json()["customized-icon"] is True
    answer = client.get(f"{path}/icon")
    assert (answer.content, answer.headers["Content-Type"]) == (b"GIF89a", "image/gif")


def caller(script: str) -> Workflow:
    return Workflow(
        id="w9",
        name="Calls",
        root_name="item1",
        items=(
            Item(
                name="item1", type="task", out_name="item0", script=script, script_module="m/greet"
            ),
            Item(name="item0", type="end", end_mode="0"),
        ),
    )


@pytest.mark.parametrize("is_asked", [True, False])
def test_references_follow_an_action_that_moves(
    client: Client, kit: Any, services: Services, *, is_asked: bool
) -> None:
    script = "a = System.getModule( 'm' ).greet(1); System.getModule('m').greeting(2);"
    spec = [kit.action_spec(kit.greet_action(), "m"), kit.workflow_spec(caller(script))]
    kit.import_package(client, kit.package_bytes(*spec))
    answer = client.put(
        f"{API}/actions/a1?updateReferences={str(is_asked).lower()}",
        json={"name": "hail", "module": "com.n"},
    )
    assert answer.json() == {"errors": []}
    (item, _) = parse_workflow(stored(services, "Workflow", "w9")).items
    moved = "a = System.getModule( 'com.n' ).hail(1); System.getModule('m').greeting(2);"
    assert item.script == (moved if is_asked else script)
    assert item.script_module == ("com.n/hail" if is_asked else "m/greet")


def test_every_save_is_a_version(client: Client, kit: Any) -> None:
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(full_workflow())))
    path = f"{API}/workflows/w1"
    content = client.get(f"{path}/content").json()
    client.put(f"{path}/content", json={**content, "version": "1.3.0"})
    client.post(f"{path}/versions", json={"message": "kept"})
    messages = [each["message"] for each in client.get(f"{path}/versions").json()["commits"]]
    assert messages == ["kept", "1.3.0"]
    commit = client.get(f"{path}/versions").json()["commits"][1]
    saved = client.get(f"{path}/versions/{commit['objectId']}").json()
    assert saved["workflowSchema"]["version"] == "1.3.0"


def test_a_workflow_is_made_and_removed(client: Client) -> None:
    body = {
        "name": "New",
        "category-id": category(client, "Workflow"),
        "input-parameters": [{"name": "a", "type": "string"}],
    }
    made = client.post(f"{API}/workflows", json=body)
    assert made.status_code == 201
    assert client.get(made.headers["Location"]).json()["input-parameters"][0]["name"] == "a"
    again = client.post(f"{API}/workflows?uniqueName=true", json=body)
    assert again.json()["name"] == "New (1)"
    assert client.delete(made.headers["Location"]).status_code == 200
    assert client.get(made.headers["Location"]).status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {"name": "x"}, {"name": 3}, {"name": "x", "category-id": "nobody"}]
)
def test_a_workflow_needs_name_and_category(client: Client, body: Any) -> None:
    assert client.post(f"{API}/workflows", json=body).status_code in (400, 404)


def test_what_is_used_is_removed_by_force_only(client: Client, kit: Any) -> None:
    caller = Workflow(
        id="w3",
        name="Caller",
        root_name="item1",
        items=(
            Item(name="item1", type="link", linked_workflow_id="w1", out_name="item0"),
            Item(name="item2", type="task", script='System.getModule("com.example").greet("x");'),
            Item(name="item0", type="end"),
        ),
        attributes=(Variable(name="u", type="string", conf_id="c1", conf_key="url"),),
    )
    configuration = ConfigurationElement(id="c1", name="S")
    spec = kit.workflow_spec(caller)
    data = kit.package_bytes(
        kit.workflow_spec(full_workflow()),
        spec,
        kit.action_spec(kit.greet_action(), "com.example"),
        type(spec)(
            id="c1",
            type="ConfigurationElement",
            data=write_configuration(configuration),
            categories=spec.categories,
        ),
    )
    kit.import_package(client, data)
    used = client.get(f"{API}/workflows/w3/dependencies").json()["references"]
    assert {each["id"] for each in used} == {"w1", "a1", "c1"}
    users = client.get(f"{API}/workflows/w1/usages").json()["references"]
    assert [each["id"] for each in users] == ["w3"]
    for path in ("workflows/w1", "actions/a1", "configurations/c1"):
        refused = client.delete(f"{API}/{path}")
        assert refused.status_code == 409
        assert "force=true" in refused.json()["message"]
        assert client.delete(f"{API}/{path}?force=true").status_code in (200, 204)


def test_a_workflow_goes_out_and_in_as_a_file(client: Client, kit: Any) -> None:
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(full_workflow())))
    client.put(f"{API}/forms/w1", json={"layout": {}})
    exported = client.get(f"{API}/content/workflows/w1")
    assert exported.headers["Content-Disposition"] == "attachment; filename=Everything.workflow"
    client.delete(f"{API}/workflows/w1?force=true")
    place = category(client, "Workflow")
    files = {"file": ("Everything.workflow", exported.content)}
    assert client.post(f"{API}/content/workflows/{place}", files=files).status_code == 202
    assert client.get(f"{API}/forms/w1").json() == {"layout": {}}
    again = client.post(f"{API}/workflows?categoryId={place}", files=files)
    assert again.status_code == 409
    again = client.post(f"{API}/workflows?categoryId={place}&overwrite=true", files=files)
    assert again.status_code == 202
    raw = client.post(
        f"{API}/content/workflows/{place}?overwrite=true",
        data=exported.content,
        headers={"Content-Type": "application/octet-stream"},
    )
    assert raw.status_code == 202


def test_an_action_is_made_changed_and_removed_with_its_module(client: Client) -> None:
    body = {
        "name": "twice",
        "module": "com.example.math",
        "script": "return 2 * n;",
        "output-type": "number",
        "input-parameters": [{"name": "n", "type": "number", "description": "how many"}],
    }
    made = client.post(f"{API}/actions", json=body)
    assert made.status_code == 201
    assert client.post(f"{API}/actions", json=body).status_code == 400
    address = made.headers["Location"]
    changed = client.put(address, json={"script": "return n + n;", "version": "1.0.1"})
    assert changed.json() == {"errors": []}
    action = client.get(f"{API}/actions/com.example.math/twice").json()
    assert (action["script"], action["version"]) == ("return n + n;", "1.0.1")
    assert action["input-parameters"] == body["input-parameters"]
    assert client.delete(address).status_code == 200
    modules = client.get(f"{API}/categories?categoryType=ScriptModuleCategory").json()
    assert modules["total"] == 0


def test_an_action_goes_out_and_in_as_a_file(client: Client, kit: Any) -> None:
    kit.import_package(
        client, kit.package_bytes(kit.action_spec(kit.greet_action(), "com.example"))
    )
    client.post(f"{API}/actions/a1/bundle", files={"file": ("b.zip", b"PK code")})
    for path in ("content/actions/com.example.greet", "actions/a1", "actions/com.example/greet"):
        exported = client.get(f"{API}/{path}", headers={"Accept": "application/zip"})
        assert exported.headers["Content-Disposition"].endswith("greet.action")
    with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
        assert parse_action(decode_utf16(archive.read("action-content"))).name == "greet"
    files = {"file": ("greet.action", exported.content)}
    assert client.post(f"{API}/content/actions/com.nowhere", files=files).status_code == 404
    assert client.post(f"{API}/content/actions/com.example", files=files).status_code == 409
    path = f"{API}/actions?categoryName=com.example&overwrite=true"
    assert client.post(path, files=files).status_code == 202
    assert client.get(f"{API}/actions/a1/bundle").content == b"PK code"


def test_a_secret_that_comes_back_masked_keeps_its_value(
    client: Client, services: Services
) -> None:
    attributes = [
        {"name": "url", "type": "string", "value": {"string": {"value": "x"}}},
        {"name": "pw", "type": "SecureString", "value": {"secure-string": {"value": "secret"}}},
    ]
    body = {
        "name": "S",
        "category-id": category(client, "ConfigurationElement"),
        "attributes": attributes,
    }
    address = client.post(f"{API}/configurations", json=body).headers["Location"]
    shown = client.get(address).json()
    assert "secret" not in str(shown)
    before = stored(services, "ConfigurationElement", shown["id"])
    shown["attributes"][0]["value"] = {"string": {"value": "y"}}
    assert client.put(address, json=shown).status_code == 204
    after = stored(services, "ConfigurationElement", shown["id"])
    assert after.replace(">y<", ">x<").replace("[y]", "[x]") == before


def test_a_configuration_goes_out_and_in_as_xml(client: Client) -> None:
    place = category(client, "ConfigurationElement")
    body = {"name": "S", "category-id": place}
    address = client.post(f"{API}/configurations", json=body).headers["Location"]
    exported = client.get(address, headers={"Accept": "application/vcoobject+xml"}).content
    assert client.delete(address).status_code == 204
    answer = client.post(
        f"{API}/configurations", files={"file": ("s.xml", exported)}, data={"categoryId": place}
    )
    assert answer.status_code == 202
    assert client.get(address).json()["name"] == "S"


def test_a_resource_is_uploaded_replaced_renamed_and_removed(client: Client) -> None:
    place = category(client, "ResourceElement")
    files = {"file": ("a.txt", b"one", "text/plain")}
    address = client.post(f"{API}/resources?categoryId={place}", files=files).headers["Location"]
    assert client.get(address).content == b"one"
    assert client.get(address).headers["Content-Type"].startswith("text/plain")
    assert client.post(address, files={"file": ("a.txt", b"two")}).status_code == 200
    assert client.get(address, headers={"Accept": "application/octet-stream"}).content == b"two"
    assert client.put(address, json={"name": "b.txt"}).status_code == 204
    shown = client.get(address, headers={"Accept": "application/json"}).json()
    assert (shown["name"], shown["mime-type"]) == ("b.txt", "text/plain")
    assert client.delete(address).status_code == 204


def test_a_multipart_body_with_the_wrong_type_is_understood(client: Client) -> None:
    place = category(client, "ResourceElement")
    body = (
        b'--xyz\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        b"one\r\n--xyz--\r\n"
    )
    path = f"{API}/resources?categoryId={place}"
    answer = client.post(path, data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 202, answer.text


def test_categories_are_renamed_and_moved(client: Client) -> None:
    outer, inner = category(client, "Workflow", "Outer"), category(client, "Workflow", "Inner")
    path = f"{API}/categories/{inner}"
    assert client.put(path, json={"name": "In", "parent-category-id": outer}).status_code == 204
    assert client.get(path).json()["path"] == "Outer/In"
    body = {"parent-category-id": inner}
    assert client.put(f"{API}/categories/{outer}", json=body).status_code == 400


def test_xml_bodies_are_read_as_json_ones(client: Client) -> None:
    xml = (
        '<v:category-context xmlns:v="http://www.vmware.com/vco"><v:type>WorkflowCategory</v:type>'
        "<v:name>From XML</v:name></v:category-context>"
    )
    headers = {"Content-Type": "application/xml"}
    made = client.post(f"{API}/categories", data=xml, headers=headers)
    assert made.json()["name"] == "From XML"
    action = (
        '<action xmlns="http://www.vmware.com/vco" script="return 1;" output-type="number">'
        "<name>one</name><module>com.example</module>"
        '<input-parameters><parameter name="n" type="number"/></input-parameters></action>'
    )
    found = client.post(f"{API}/actions", data=action, headers=headers).json()
    assert (found["script"], found["input-parameters"][0]["name"]) == ("return 1;", "n")


def test_entities_in_xml_are_not_resolved(client: Client) -> None:
    xml = (
        '<!DOCTYPE c [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        "<c><type>WorkflowCategory</type><name>a&e;b</name></c>"
    )
    headers = {"Content-Type": "application/xml"}
    answer = client.post(f"{API}/categories", data=xml, headers=headers)
    assert answer.status_code == 400 or "name" in answer.json()
    shown = client.get(f"{API}/categories").text
    with open("/etc/hostname") as file:  # noqa: PTH123 - what must not be read
        assert file.read().strip() not in shown


def test_pictures_are_png(client: Client, kit: Any) -> None:
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(full_workflow())))
    for path in ("workflows/w1/schema", "workflows/w1/icon"):
        answer = client.get(f"{API}/{path}")
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.content.startswith(base64.b64decode("iVBORw0KGgo="))
