from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

if TYPE_CHECKING:
    from mockvro.api.services import Services
    from mockvro.settings import Settings
    from tests.mockvro.conftest import Client, FakeHost

INSTALLATIONS = "/vco/api/plugins/installations"


class Clock:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(settings: Settings, clock: Clock) -> Settings:
    return dataclasses.replace(settings, clock=clock, installation_ttl_s=600.0)


def test_an_upload_is_pending_and_installs_nothing(client: Client, kit: Any) -> None:
    answer = kit.upload(client, kit.vmoapp_bytes(kit.dar_bytes()))
    assert answer.status_code == 201
    pending = answer.json()
    assert pending["eula"] == "Be nice."
    assert pending["fileName"] == "o11nplugin-test.vmoapp"
    assert pending["expiresInMillis"] == 600000
    assert pending["plugins"] == [
        {
            "moduleName": "Test",
            "description": "A plug-in made for tests",
            "version": "1.0.0",
            "buildNumber": "21",
            "fileName": "o11nplugin-test.dar",
        }
    ]
    assert client.get("/vco/api/plugins").json() == {"plugins": [], "total": 0}
    assert client.get(f"{INSTALLATIONS}/{pending['id']}").json() == pending


def test_accepting_installs_and_loads(
    client: Client, kit: Any, hosts: list[FakeHost], signer: Any
) -> None:
    package = kit.package_bytes(kit.action_spec(kit.greet_action(), "com.example"), signer=signer)
    answer = kit.install(client, kit.vmoapp_bytes(kit.dar_bytes(package)))
    assert answer.status_code == 200
    assert answer.json()["pluginInstallResults"] == [
        {
            "plugin": {
                "moduleName": "Test",
                "description": "A plug-in made for tests",
                "version": "1.0.0",
                "buildNumber": "21",
                "fileName": "o11nplugin-test.dar",
                "id": "o11nplugin-test",
                "logLevel": "DEFAULT",
                "enabled": True,
            },
            "pluginInstallState": {
                "state": "NEW_INSTALLED",
                "newVersion": "1.0.0",
                "newBuildNumber": "21",
            },
        }
    ]
    (loaded,) = hosts[-1].asked("plugin.load")
    assert loaded["name"] == "Test"
    assert loaded["parent"] == "platform"
    assert [path.rpartition("/")[2] for path in loaded["jars"]] == ["plugin.jar"]
    assert loaded["descriptor"]["datasources"][0]["adaptor_class"] == "test.Adaptor"
    assert answer.headers["X-Mockvro-Calls"] == "c1"
    assert client.get("/vco/api/actions/com.example/greet").json()["output-type"] == "string"


def test_refusing_the_licence_leaves_nothing(
    client: Client, kit: Any, settings: Settings, hosts: list[FakeHost]
) -> None:
    before = client.get("/mockvro/state").json()
    pending = kit.upload(client, kit.vmoapp_bytes(kit.dar_bytes())).json()
    refused = client.patch(f"{INSTALLATIONS}/{pending['id']}", json={"eulaAccepted": False})
    assert refused.status_code == 204
    assert client.get("/mockvro/state").json() == before
    assert list((settings.data_dir / "uploads").rglob("*")) == []
    assert hosts == []
    again = client.patch(f"{INSTALLATIONS}/{pending['id']}", json={"eulaAccepted": True})
    assert again.status_code == 404


def test_a_cancelled_installation_is_gone(client: Client, kit: Any) -> None:
    pending = kit.upload(client, kit.vmoapp_bytes(kit.dar_bytes())).json()
    assert client.delete(f"{INSTALLATIONS}/{pending['id']}").status_code == 204
    assert client.delete(f"{INSTALLATIONS}/{pending['id']}").status_code == 404
    assert client.get(f"{INSTALLATIONS}/{pending['id']}").status_code == 404


def test_a_pending_installation_expires(client: Client, kit: Any, clock: Clock) -> None:
    pending = kit.upload(client, kit.vmoapp_bytes(kit.dar_bytes())).json()
    clock.now += 599
    assert client.get(f"{INSTALLATIONS}/{pending['id']}").json()["expiresInMillis"] == 1000
    clock.now += 1
    assert client.get(f"{INSTALLATIONS}/{pending['id']}").status_code == 404


def test_a_bare_dar_has_no_licence_but_needs_the_confirmation(client: Client, kit: Any) -> None:
    pending = kit.upload(client, kit.dar_bytes(), "o11nplugin-test.dar").json()
    assert "eula" not in pending
    assert client.get("/vco/api/plugins").json()["total"] == 0
    accepted = client.patch(f"{INSTALLATIONS}/{pending['id']}", json={"eulaAccepted": True})
    assert accepted.status_code == 200


@pytest.mark.parametrize("body", [{}, {"eulaAccepted": "yes"}, {"eulaAccepted": None}])
def test_a_decision_is_a_boolean(client: Client, kit: Any, body: Any) -> None:
    pending = kit.upload(client, kit.vmoapp_bytes(kit.dar_bytes())).json()
    assert client.patch(f"{INSTALLATIONS}/{pending['id']}", json=body).status_code == 400
    assert client.get(f"{INSTALLATIONS}/{pending['id']}").status_code == 200


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"no zip", "zip"), (b"", "zip"), (b"PK\x03\x04 truncated", "")],
)
def test_a_broken_archive_is_refused_with_the_readers_words(
    client: Client, kit: Any, data: bytes, told: str
) -> None:
    answer = kit.upload(client, data)
    assert answer.status_code == 400
    assert told in answer.json()["message"].lower()


def test_archives_without_a_plugin_are_refused(client: Client, kit: Any) -> None:
    for entries in ({"readme.txt": b"x"}, {"a.dar": kit.zip_bytes({"lib/x.jar": b""})}):
        assert kit.upload(client, kit.zip_bytes(entries)).status_code == 400
    assert kit.upload(client, kit.zip_bytes({"lib/x.jar": b""}), "a.dar").status_code == 400


def test_an_upload_needs_the_part_file(client: Client) -> None:
    answer = client.post(INSTALLATIONS, files={"plugin": ("a.dar", b"x")})
    assert answer.status_code == 400
    assert "file" in answer.json()["message"]


def test_other_parts_of_an_upload_are_tolerated(client: Client, kit: Any) -> None:
    files = {"file": ("a.dar", kit.dar_bytes())}
    answer = client.post(INSTALLATIONS, files=files, data={"format": "dar", "overwrite": "true"})
    assert answer.status_code == 201


def test_same_version_overwrites_and_older_does_not_install(client: Client, kit: Any) -> None:
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes(version="2.0.0")))
    (same,) = kit.install(client, kit.vmoapp_bytes(kit.dar_bytes(version="2.0.0"))).json()[
        "pluginInstallResults"
    ]
    assert same["pluginInstallState"]["state"] == "OVERWRITTEN"
    assert same["pluginInstallState"]["oldVersion"] == "2.0.0"
    (older,) = kit.install(client, kit.vmoapp_bytes(kit.dar_bytes(version="1.9"))).json()[
        "pluginInstallResults"
    ]
    assert older["pluginInstallState"]["state"] == "NOT_INSTALLED"
    assert older["plugin"]["version"] == "2.0.0"
    assert client.get("/vco/api/plugins").json()["plugins"][0]["version"] == "2.0.0"


def test_a_dar_with_a_broken_package_changes_nothing(client: Client, kit: Any) -> None:
    before = client.get("/mockvro/state").json()
    answer = kit.install(client, kit.vmoapp_bytes(kit.dar_bytes(b"no package at all")))
    assert answer.status_code == 400
    assert client.get("/mockvro/state").json() == before


def test_a_file_with_one_broken_plugin_installs_none(client: Client, kit: Any) -> None:
    sound = kit.dar_bytes(name="One")
    broken = kit.dar_bytes(b"no package at all", name="Two")
    before = client.get("/mockvro/state").json()
    assert kit.install(client, kit.vmoapp_bytes(sound, broken)).status_code == 400
    assert client.get("/mockvro/state").json() == before


def test_removal_keeps_content_and_endpoints(
    client: Client, kit: Any, services: Services, settings: Settings
) -> None:
    package = kit.package_bytes(kit.action_spec(kit.greet_action(), "com.example"))
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes(package)))
    services.store.endpoints.put("Test", "e1", {"host": {"type": "string", "value": "h"}})
    assert client.delete("/vco/api/plugins/o11nplugin-test").status_code == 204
    state = client.get("/mockvro/state").json()
    assert state["plugins"] == []
    assert [each["name"] for each in state["elements"]] == ["greet"]
    assert [each["pluginInstalled"] for each in state["endpoints"]] == [False]
    assert list((settings.data_dir / "plugins").glob("*")) == []
    assert client.get("/vco/api/catalog/Test").status_code == 404
    assert client.get("/mockvro/host").json()["state"] == "stopped"


def test_removing_several_needs_all_ids(client: Client, kit: Any) -> None:
    dars = [kit.dar_bytes(name=name) for name in ("One", "Two")]
    kit.install(client, kit.vmoapp_bytes(*dars))
    assert client.get("/vco/api/plugins").json()["total"] == 2
    assert client.delete("/vco/api/plugins", json=["One", "Three"]).status_code == 404
    assert client.get("/vco/api/plugins").json()["total"] == 2
    assert client.delete("/vco/api/plugins", json=["One", "Two"]).status_code == 204
    assert client.get("/vco/api/plugins").json()["total"] == 0


def test_a_plugin_can_be_disabled_and_its_log_level_set(
    client: Client, kit: Any, hosts: list[FakeHost]
) -> None:
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))
    changed = client.patch(
        "/vco/api/plugins", json=[{"id": "Test", "enabled": False, "logLevel": "DEBUG"}]
    )
    assert changed.status_code == 200
    (plugin,) = client.get("/vco/api/plugins").json()["plugins"]
    assert (plugin["enabled"], plugin["logLevel"]) == (False, "DEBUG")
    assert client.get("/vco/api/catalog/Test").status_code == 404
    assert hosts[-1].asked("plugin.load") == []


@pytest.mark.parametrize(
    "body",
    [{"id": "Test"}, [{"id": "Test"}], [{"enabled": True}], [{"id": "Test", "logLevel": "LOUD"}]],
)
def test_incomplete_changes_are_refused(client: Client, kit: Any, body: Any) -> None:
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))
    assert client.patch("/vco/api/plugins", json=body).status_code == 400


def test_the_dar_can_be_downloaded(client: Client, kit: Any) -> None:
    dar = kit.dar_bytes()
    kit.install(client, kit.vmoapp_bytes(dar))
    answer = client.get(
        "/vco/api/plugins/o11nplugin-test", headers={"Accept": "application/octet-stream"}
    )
    assert answer.content == dar
    disposition = answer.headers["Content-Disposition"]
    assert disposition.split("=")[1] == "o11nplugin-test.dar"
    assert client.get("/vco/api/plugins/Test").json()["moduleName"] == "Test"
    assert client.get("/vco/api/plugins/None").status_code == 404


def test_icons_of_pending_and_installed_plugins(client: Client, kit: Any) -> None:
    pending = kit.upload(client, kit.vmoapp_bytes(kit.dar_bytes())).json()
    address = f"{INSTALLATIONS}/{pending['id']}/entries/Test/icon"
    assert client.get(address).content.startswith(b"\x89PNG")
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))
    icon = client.get("/vco/api/plugins/Test/icon")
    assert icon.headers["Content-Type"] == "image/png"
    assert icon.content.startswith(b"\x89PNG")


def test_lists_as_xml_have_their_data_in_attributes(client: Client, kit: Any) -> None:
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))
    answer = client.get("/vco/api/plugins", headers={"Accept": "application/xml"})
    root = etree.fromstring(answer.content)
    assert etree.QName(root).localname == "installedPlugins"
    assert root.get("total") == "1"
    plugin = root.find("{*}plugins/{*}plugin")
    assert plugin is not None
    assert plugin.get("moduleName") == "Test"
    assert plugin.get("enabled") == "true"


def test_a_plugin_that_does_not_load_stays_listed_and_the_server_lives(
    client: Client, kit: Any, template: FakeHost
) -> None:
    template.failures["plugin.load"] = kit.plugin_error("java.lang.IllegalStateException", "boom")
    answer = kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))
    assert answer.status_code == 200
    assert client.get("/vco/api/plugins").json()["total"] == 1
    catalog = client.get("/vco/api/catalog/Test/Server")
    assert catalog.status_code == 500
    assert "java.lang.IllegalStateException: boom" in catalog.json()["message"]
    health = client.get("/vco/api/healthstatus?showDetails=true").json()
    assert health["health-status"]["health-status-providers"][0]["state"] == "ERROR"


def test_a_plugin_that_ends_the_jvm_while_loading_is_a_503_until_restarted(
    client: Client, kit: Any, template: FakeHost, hosts: list[FakeHost]
) -> None:
    template.failures["plugin.load"] = kit.HostDied("gone", exit_code=3, signal=None)
    assert kit.install(client, kit.vmoapp_bytes(kit.dar_bytes())).status_code == 200
    hosts[-1].alive = False
    answer = client.get("/vco/api/catalog/Test/Server")
    assert answer.status_code == 503
    assert "exit code 3" in answer.json()["message"]
    del template.failures["plugin.load"]
    assert client.post("/mockvro/host/restart").status_code == 204
    assert client.get("/vco/api/catalog/Test/Server").status_code == 200
