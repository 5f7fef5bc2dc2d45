from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any

import pytest

from mockvro import releases
from mockvro.content.versions import compare
from mockvro.plugins.errors import StoppingError
from mockvro.plugins.files import PluginFiles
from mockvro.plugins.finders import Finders
from mockvro.plugins.pending import PendingInstallations, UploadError
from mockvro.plugins.policy import Overwrite, installation_policy
from mockvro.plugins.runtime import Runtime

if TYPE_CHECKING:
    from pathlib import Path

    from tests.mockvro.conftest import Client, FakeHost

NEW = releases.profile("8.18").install
OLD = releases.profile("7.6").install


@pytest.mark.parametrize(
    ("mode", "is_first", "policy"),
    [
        ("version", True, Overwrite.NEWER),
        ("version", False, Overwrite.NEWER),
        ("never", True, Overwrite.NEWER),
        ("never", False, Overwrite.NEVER),
        ("always", True, Overwrite.ALWAYS),
        ("ALWAYS ", False, Overwrite.ALWAYS),
        ("${installation.mode}", False, Overwrite.NEWER),
        ("", True, Overwrite.NEWER),
    ],
)
def test_modes_of_8x(mode: str, is_first: bool, policy: Overwrite) -> None:
    assert installation_policy(mode, NEW, is_first=is_first, is_newer=False) is policy


@pytest.mark.parametrize(
    ("mode", "is_first", "is_newer", "policy"),
    [
        ("never", True, True, None),
        ("always", False, False, Overwrite.ALWAYS),
        ("version", True, False, Overwrite.NEWER),
        ("version", False, False, None),
        ("version", False, True, Overwrite.NEWER),
    ],
)
def test_modes_of_7x(mode: str, is_first: bool, is_newer: bool, policy: Overwrite | None) -> None:
    assert installation_policy(mode, OLD, is_first=is_first, is_newer=is_newer) is policy


def test_equal_versions_stay_unless_always() -> None:
    assert compare("1.0.0", "1.0") == 0
    assert not Overwrite.NEWER.replaces("1.0.0", "1.0")
    assert Overwrite.NEWER.replaces("1.0.1", "1.0")
    assert Overwrite.ALWAYS.replaces("0.1", "1.0")
    assert not Overwrite.NEVER.replaces("2.0", "1.0")


@pytest.mark.parametrize(
    ("mode", "version"), [("never", "1.0.0"), ("version", "2.0.0"), ("always", "2.0.0")]
)
def test_an_update_follows_the_mode(client: Client, kit: Any, mode: str, version: str) -> None:
    for number in ("1.0.0", "2.0.0"):
        action = kit.action_spec(kit.greet_action(number), "com.example")
        dar = kit.dar_bytes(kit.package_bytes(action), version=number, mode=mode)
        assert kit.install(client, kit.vmoapp_bytes(dar)).status_code == 200
    assert client.get("/vco/api/actions/com.example/greet").json()["version"] == version


def test_older_content_is_kept_unless_always(client: Client, kit: Any) -> None:
    for mode, version in (("version", "2.0.0"), ("always", "1.0.0")):
        for number in ("2.0.0", "1.0.0"):
            action = kit.action_spec(kit.greet_action(number), "com.example")
            kit.install(
                client, kit.vmoapp_bytes(kit.dar_bytes(kit.package_bytes(action), mode=mode))
            )
        assert client.get("/vco/api/actions/com.example/greet").json()["version"] == version


@pytest.mark.parametrize("mode", ["version", "always"])
def test_two_actions_of_one_name_are_one(client: Client, kit: Any, mode: str) -> None:
    actions = [
        kit.action_spec(kit.greet_action(version, action_id), "com.example")
        for action_id, version in (("a1", "1.0.0"), ("a2", "1.1.0"))
    ]
    dar = kit.dar_bytes(kit.package_bytes(*actions), mode=mode)
    assert kit.install(client, kit.vmoapp_bytes(dar)).status_code == 200
    (link,) = client.get("/vco/api/actions").json()["link"]
    values = {each["name"]: each.get("value") for each in link["attributes"]}
    assert (values["id"], values["version"]) == ("a1", "1.1.0")


def pending(folder: Path) -> PendingInstallations:
    return PendingInstallations(folder, 600, lambda: 0.0)


def test_the_names_of_clients_never_become_paths(tmp_path: Path, kit: Any) -> None:
    waiting = pending(tmp_path / "uploads")
    added = waiting.add("../../evil.dar", io.BytesIO(kit.dar_bytes()))
    assert added.file_name == "../../evil.dar"
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "uploads"]


def test_one_decision_takes_an_installation(tmp_path: Path, kit: Any) -> None:
    waiting = pending(tmp_path)
    added = waiting.add("a.dar", io.BytesIO(kit.dar_bytes()))
    assert waiting.take(added.id) is added
    assert waiting.take(added.id) is None


def test_of_two_plugins_with_one_name_the_later_counts(tmp_path: Path, kit: Any) -> None:
    dars = (kit.dar_bytes(version="1.0"), kit.dar_bytes(version="2.0"))
    (offer,) = pending(tmp_path).add("a.vmoapp", io.BytesIO(kit.vmoapp_bytes(*dars))).offers
    assert offer.descriptor.version == "2.0"


def test_a_file_without_a_descriptor_is_no_plugin(tmp_path: Path, kit: Any) -> None:
    with pytest.raises(UploadError, match="vso"):
        pending(tmp_path).add("a.dar", io.BytesIO(kit.zip_bytes({"lib/a.jar": b""})))


def test_files_of_a_module_stay_in_their_folder(tmp_path: Path, kit: Any) -> None:
    files = PluginFiles(tmp_path)
    (offer,) = pending(tmp_path / "u").add("a.dar", io.BytesIO(kit.dar_bytes())).offers
    for _ in range(2):
        files.put("../..", offer.dar)
    assert [path.name for path in files.jars("../..")] == ["plugin.jar"]
    assert files.resource("../..", "images/icon.png") == b"\x89PNG picture"
    assert files.resource("../..", "../lib/plugin.jar") is None
    assert files.resource("../..", "images") is None
    assert files.dar("../..") == offer.dar.data
    files.remove("../..")
    assert files.jars("../..") == []
    assert files.dar("../..") is None


class Nothing:
    def load_all(self, host: Any) -> None:
        host.requests.append(("load", {}))

    def failures(self) -> dict[str, str]:
        return {}


def test_a_jvm_is_started_once_when_first_needed(kit: Any) -> None:
    made: list[FakeHost] = []

    def start() -> FakeHost:
        made.append(kit.FakeHost())
        return made[-1]

    runtime = Runtime(start, Nothing())  # type: ignore[arg-type]
    assert runtime.facts()["state"] == "stopped"
    threads = [threading.Thread(target=runtime.ask, args=("host.info", {})) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    runtime.restart(eager=False)
    assert runtime.facts()["state"] == "stopped"
    runtime.restart(eager=True)
    assert len(made) == 2
    runtime.stop()
    with pytest.raises(StoppingError):
        Runtime.ensure(stopped(start))


def stopped(start: Any) -> Runtime:
    runtime = Runtime(start, Nothing())  # type: ignore[arg-type]
    runtime.stop()
    return runtime


@pytest.mark.parametrize(
    ("mode", "overrides", "limit"),
    [
        ("direct", {}, 60.0),
        ("timeout", {}, 5.0),
        ("timeout", {"find": 0.5}, 0.5),
        ("direct", {"find": 0.5}, 0.5),
    ],
)
def test_limits_come_from_settings_descriptor_documentation(
    tmp_path: Path, kit: Any, mode: str, overrides: dict[str, float], limit: float
) -> None:
    text = kit.DESCRIPTOR.replace(
        'invoker-mode="direct"', f'invoker-mode="{mode}" timeout-find="5"'
    )
    descriptor = text.format(name="T", version="1", build="1", mode="version", actions="")
    dar = kit.zip_bytes({"VSO-INF/vso.xml": descriptor.encode(), "lib/a.jar": b""})
    (offer,) = pending(tmp_path).add("a.dar", io.BytesIO(dar)).offers
    finders = Finders(None, offer.descriptor, "s", overrides)  # type: ignore[arg-type]
    assert finders.limit_s("find", "Server") == limit


def test_a_jvm_that_was_stopped_stays_stopped(client: Client, kit: Any, hosts: Any) -> None:
    kit.install(client, kit.vmoapp_bytes(kit.dar_bytes()))
    assert client.post("/mockvro/host/stop").status_code == 204
    assert not any(host.alive for host in hosts)
    assert client.get("/mockvro/observations").status_code == 200
    assert client.get("/vco/api/catalog/Test/Server").status_code >= 500
    assert len(hosts) == 1
