from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client, FakeHost

PATH = "/mockvro/plugins/Test"
OBJECT = {"type": "Server", "id": "s/1"}


@pytest.fixture
def host(client: Client, kit: Any, hosts: list[FakeHost]) -> FakeHost:
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))
    return hosts[-1]


def test_a_publisher_of_a_check_reaches_the_plugin(client: Client, host: FakeHost) -> None:
    client.post(f"{PATH}/publishers", json={**OBJECT, "probe": "p", "pauseMs": 9})
    given = {"plugin": "Test", "policy": "p", **OBJECT}
    assert host.asked("policy.register") == [{**given, "probe": 9}]
    client.delete(f"{PATH}/publishers?probe=p&type=Server&id=s%2F1")
    assert host.asked("policy.unregister") == [given]


def test_a_watcher_of_a_check_reaches_the_plugin(client: Client, host: FakeHost) -> None:
    client.post(f"{PATH}/watchers", json={**OBJECT, "watcher": "w", "timeout": 2})
    made = {"plugin": "Test", **OBJECT}
    assert host.asked("watcher.add") == [
        {"plugin": "Test", "id": "w", "made": {**made, "timeout": 2}}
    ]
    client.delete(f"{PATH}/watchers?watcher=w")
    assert host.asked("watcher.remove") == [{"plugin": "Test", "id": "w"}]
    client.post(f"{PATH}/watchers/cycles", json={**OBJECT, "n": 5})
    assert host.asked("watcher.cycles") == [
        {"plugin": "Test", "n": 5, "made": {**made, "timeout": 0}}
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("publishers", {"probe": "p", "type": "Server"}),
        ("publishers", {**OBJECT, "probe": "p", "pauseMs": -1}),
        ("watchers", {**OBJECT, "watcher": "w", "timeout": True}),
        ("watchers/cycles", {**OBJECT, "n": 0}),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: Client, host: FakeHost, path: str, body: dict[str, Any]
) -> None:
    assert client.post(f"{PATH}/{path}", json=body).status_code == 400
    assert not host.asked("policy.register") + host.asked("watcher.add")
