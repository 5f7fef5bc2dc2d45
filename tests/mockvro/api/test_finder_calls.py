from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client, FakeHost


@pytest.fixture
def host(client: Client, kit: Any, hosts: list[FakeHost]) -> FakeHost:
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))
    return hosts[-1]


def test_a_query_reaches_the_plugin(client: Client, host: FakeHost) -> None:
    (type_name,) = {
        link["name"] for link in client.get("/vco/api/catalog/Test/metadata").json()["types"][:1]
    }
    path = f"/mockvro/plugins/Test/find-all?type={type_name}"
    assert client.get(f"{path}&query=a%20b").json() == {"result": "ok", "elements": [None]}
    assert host.asked("finder.findAll")[-1]["query"] == "a b"
    assert host.asked("finder.findAll")[-1]["properties"] is False
    client.get(f"{path}&properties=true")
    assert host.asked("finder.findAll")[-1]["properties"] is True
    client.post("/mockvro/plugins/Test/invalidate", json={"type": type_name, "id": "1"})
    assert host.asked("finder.invalidate")[-1]["id"] == "1"


def test_a_plugin_is_told_to_forget_everything(client: Client, host: FakeHost) -> None:
    assert client.post("/mockvro/plugins/Test/invalidate", json={}).status_code == 204
    assert [each["plugin"] for each in host.asked("finder.invalidateAll")] == ["Test"]
    unknown = client.post("/mockvro/plugins/Test/invalidate", json={"type": "No", "id": "1"})
    assert unknown.status_code == 404
