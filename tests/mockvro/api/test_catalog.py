from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from mockvro.host.errors import HostDeadline

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client, FakeHost


@pytest.fixture(autouse=True)
def installed(client: Client, kit: Any, template: FakeHost) -> None:
    for index in range(3):
        template.objects["Server", f"s{index}"] = kit.facts(
            "Server", f"s{index}", host={"string": f"h{index}"}, size={"number": 5.0}
        )
    template.objects["Disk", "d/1 %+,:"] = kit.facts("Disk", "d/1 %+,:")
    template.relations["_ROOT", None, "servers"] = [("Server", "s0"), ("Server", "s1")]
    template.relations["Server", "s0", "disks"] = [("Disk", "d/1 %+,:")]
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))


def test_the_root_lists_namespaces(client: Client, kit: Any) -> None:
    links = client.get("/vco/api/catalog").json()["relations"]["link"]
    assert [kit.attribute(each, "id") for each in links] == ["System", "Test"]


def test_a_namespace_shows_what_lies_below_the_root(client: Client, kit: Any) -> None:
    links = client.get("/vco/api/catalog/Test").json()["relations"]["link"]
    assert [each["rel"] for each in links] == ["up", "down", "down"]
    assert [kit.attribute(each, "id") for each in links[1:]] == ["s0", "s1"]


def test_a_type_lists_its_objects_without_nulls(client: Client, kit: Any) -> None:
    answer = client.get("/vco/api/catalog/Test/Server/")
    listing = answer.json()
    assert (listing["total"], listing["start"]) == (3, 0)
    first = listing["link"][0]
    assert first["href"] == "http://vro.example/vco/api/catalog/Test/Server/s0/"
    assert kit.attribute(first, "@fullType") == "Test:Server"
    assert kit.attribute(first, "host") == "h0"
    assert kit.attribute(first, "size") == "5"
    assert answer.headers["X-Mockvro-Calls"] == "c2"


def test_lists_are_filtered_and_paged(client: Client, kit: Any) -> None:
    page = client.get("/vco/api/catalog/Test/Server?maxResult=1&startIndex=1").json()
    assert (page["total"], page["start"], page["last-item-token"]) == (3, 1, "s1")
    assert [kit.attribute(each, "id") for each in page["link"]] == ["s1"]
    found = client.get("/vco/api/catalog/Test/Server?conditions=host%3Dh2").json()
    assert found["total"] == 1
    assert client.get("/vco/api/catalog/Test/Server?conditions=host").status_code == 400


def ids(client: Client, kit: Any, query: str) -> list[str]:
    answer = client.get(f"/vco/api/catalog/{query}")
    assert answer.status_code == 200, answer.text
    return [kit.attribute(each, "id") for each in answer.json()["link"]]


def test_lists_are_ordered_and_go_on_behind_an_object(client: Client, kit: Any) -> None:
    assert ids(client, kit, "Test/Server?sortOrders=-host") == ["s2", "s1", "s0"]
    assert ids(client, kit, "Test/Server?startFromId=s0&maxResult=1") == ["s1"]
    assert client.get("/vco/api/catalog/Test/Server?startFromId=gone").status_code == 400


def test_lists_show_the_keys_asked_for(client: Client) -> None:
    (link, *_) = client.get("/vco/api/catalog/Test/Server?keys=size").json()["link"]
    names = {each["name"] for each in link["attributes"]}
    assert {"id", "@fullType", "size"} <= names
    assert "host" not in names


def test_lists_are_limited_to_tagged_objects(client: Client, kit: Any) -> None:
    tag = {"name": "nice", "value": "very"}
    assert client.post("/vco/api/catalog/Test/Server/s1/tags", json=tag).ok
    assert ids(client, kit, "Test/Server?tags=nice") == ["s1"]


@pytest.mark.parametrize(
    "root", ["Server/s0", "Test:Server/s0", "http://vro.example/vco/api/catalog/Test/Server/s0/"]
)
def test_lists_are_limited_to_what_lies_below_an_object(
    client: Client, kit: Any, template: FakeHost, root: str
) -> None:
    template.objects["Disk", "loose"] = kit.facts("Disk", "loose")
    assert ids(client, kit, f"Test/Disk?rootObject={root}") == ["d/1 %+,:"]
    assert client.get("/vco/api/catalog/Test/Disk?rootObject=nonsense").status_code == 400


def test_content_is_limited_to_a_category(client: Client, kit: Any) -> None:
    body = {"type": "WorkflowCategory", "name": "Outer"}
    outer = client.post("/vco/api/categories", json=body).json()["id"]
    inner = {**body, "name": "Inner", "parent-category-id": outer}
    below = client.post("/vco/api/categories", json=inner).json()["id"]
    client.post("/vco/api/categories", json={**body, "name": "Beside"})
    query = f"System/WorkflowCategory?rootObject=WorkflowCategory/{outer}"
    assert ids(client, kit, query) == [below]
    assert client.get("/vco/api/catalog/System/Workflow?rootObject=x/y").status_code == 400


def test_one_object_has_properties_and_relations(client: Client, kit: Any) -> None:
    item = client.get("/vco/api/catalog/Test/Server/s0").json()
    assert {"name": "host", "value": "h0"} in item["attributes"]
    links = item["relations"]["link"]
    assert links[0] == {"href": "http://vro.example/vco/api/catalog/Test/Server/", "rel": "up"}
    assert links[1]["href"].endswith("/catalog/Test/Server/s0/disks/")
    assert kit.attribute(links[1], "name") == "disks"


def test_an_unknown_object_or_type_is_not_found(client: Client, hosts: list[FakeHost]) -> None:
    assert client.get("/vco/api/catalog/Test/Server/none").status_code == 404
    asked = len(hosts[-1].requests)
    assert client.get("/vco/api/catalog/Test/Nothing/s0").status_code == 404
    assert client.get("/vco/api/catalog/Other/Server").status_code == 404
    assert client.get("/vco/api/catalog/Test/Server/s0/nothing").status_code == 404
    assert len(hosts[-1].requests) == asked


def test_related_objects_and_ids_with_any_characters(client: Client) -> None:
    listing = client.get("/vco/api/catalog/Test/Server/s0/disks").json()
    assert listing["total"] == 1
    href = listing["link"][0]["href"]
    assert href.endswith("/Disk/d%2F1%20%25%2B%2C%3A/")
    assert client.get(href).json()["href"] == href
    assert client.get(href.replace("%20", "+")).json()["href"] == href


def test_the_root_relation_is_asked_without_a_parent(client: Client, hosts: list[FakeHost]) -> None:
    client.get("/vco/api/catalog/Test/_ROOT/anything/servers")
    assert hosts[-1].asked("finder.findRelation")[-1]["parentId"] is None


def test_finders_are_asked_without_prefix_in_the_session_of_the_user(
    client: Client, hosts: list[FakeHost]
) -> None:
    client.get("/vco/api/catalog/Test/Server/s0")
    asked = hosts[-1].asked("finder.find")[-1]
    assert (asked["type"], asked["id"], asked["session"]) == ("Server", "s0", "rest:vcoadmin")
    client.get("/vco/api/catalog/Test/Server")
    assert hosts[-1].asked("finder.findAll")[-1]["query"] == ""


def test_metadata_comes_from_the_descriptor(client: Client) -> None:
    shown = client.get("/vco/api/catalog/Test/metadata").json()
    assert [each["name"] for each in shown["types"]] == ["Server", "Disk"]
    assert shown["types"][0]["attributes"][0]["display-name"] == "Host"
    assert shown["types"][0]["relations"] == [
        {"name": "disks", "type": "Test:Disk", "display-name": "disks"}
    ]
    hidden = client.get("/vco/api/catalog/Test/metadata?showHiddenTypes=true").json()
    assert hidden["types"][0]["name"] == "_ROOT"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("Test/metadata/icon", 200),
        ("Test/Server/metadata/icon", 200),
        ("Test//metadata/icon", 200),
        ("Test/Disk/metadata/icon", 404),
    ],
)
def test_icons(client: Client, path: str, status: int) -> None:
    assert client.get(f"/vco/api/catalog/{path}").status_code == status


def test_a_plugin_exception_is_told_honestly(client: Client, template: FakeHost, kit: Any) -> None:
    template.failures["finder.find"] = kit.plugin_error("java.lang.NullPointerException", None)
    answer = client.get("/vco/api/catalog/Test/Server/s0")
    assert answer.status_code == 500
    assert answer.json() == {"message": "java.lang.NullPointerException"}
    assert answer.headers["X-Mockvro-Calls"]


def test_a_hung_finder_is_a_gateway_timeout(client: Client, template: FakeHost) -> None:
    template.failures["finder.findAll"] = HostDeadline("late", call="c9", limit_s=1, stack=())
    assert client.get("/vco/api/catalog/Test/Server").status_code == 504
    assert client.get("/vco/api/about").status_code == 200


def test_a_dead_host_is_unavailable(client: Client, hosts: list[FakeHost]) -> None:
    hosts[-1].alive = False
    answer = client.get("/vco/api/catalog/Test/Server/s0")
    assert answer.status_code == 503
    assert "exit code 3" in answer.json()["message"]


def test_objects_as_xml(client: Client) -> None:
    answer = client.get(
        "/vco/api/catalog/Test/Server?maxResult=1", headers={"Accept": "application/xml"}
    )
    root = etree.fromstring(answer.content)
    assert etree.QName(root).localname == "inventory-items"
    assert root.get("total") == "3"
    link = root.find("{*}link")
    assert link is not None
    assert link.get("href") == link.findtext("{*}href")
    names = [each.get("name") for each in link.iterfind("{*}attributes/{*}attribute")]
    assert "host" in names


def test_the_inventory_can_be_walked_by_its_own_links(client: Client, kit: Any) -> None:
    root = client.get("/vco/api/inventory").json()
    plugin = client.get(root["relations"]["link"][0]["href"]).json()
    server = next(each for each in plugin["relations"]["link"] if each["rel"] == "down")
    assert server["href"].endswith("/inventory/Test/servers/s0/")
    item = client.get(server["href"]).json()
    assert {"name": "id", "value": "s0"} in item["attributes"]
    up, disk = item["relations"]["link"]
    assert up["href"] == "http://vro.example/vco/api/inventory/Test/"
    leaf = client.get(disk["href"]).json()
    assert [each["rel"] for each in leaf["relations"]["link"]] == ["up"]
    assert kit.attribute(disk, "@type") == "Disk"


def test_the_inventory_takes_types_for_relations_and_lists_relations(client: Client) -> None:
    assert client.get("/vco/api/inventory/Test/Server/s0").status_code == 200
    listing = client.get("/vco/api/inventory/Test/servers").json()
    assert len(listing["relations"]["link"]) == 3
    assert client.get("/vco/api/inventory/Test/nothing").status_code == 404
    assert client.get("/vco/api/inventory/Test/servers/none").status_code == 404
    assert client.get("/vco/api/inventory/None").status_code == 404


def test_the_scripting_api_of_the_plugin(client: Client) -> None:
    overview = client.get("/vco/api/server-configuration/api").json()
    (plugin,) = overview["plugins"]
    assert plugin["build"] == 21
    assert plugin["detailsLink"].endswith("plugins/Test/1.0.0/21")
    details = client.get(plugin["detailsLink"]).json()
    names = {each["name"]: each["namespace"] for each in details["objects"]}
    assert names == {"TestServer": False, "TestServers": True}
    assert details["objects"][0]["methods"][0]["name"] == "ping"
    assert details["types"][1] == {
        "name": "Server",
        "scriptObject": "TestServer",
        "props": ["host"],
        "events": [],
    }
    wrong = "/vco/api/server-configuration/api/plugins/Test/9.9.9/21"
    assert client.get(wrong).status_code == 404
