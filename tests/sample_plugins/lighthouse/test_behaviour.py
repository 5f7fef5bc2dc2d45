"""What a good plug-in does when things are unusual, through the simulated Orchestrator."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
import pytest
import requests

from harness.client import Credentials, Transport, VroClient
from mockvro.embed import Server, Settings
from sample_plugins.build import PluginSource, build
from sample_plugins.lighthouse.system import Office, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[3] / "sample_plugins" / "lighthouse"
PLUGIN = "Lighthouse"

pytestmark = pytest.mark.needs_java


class Stage(msgspec.Struct):
    """The plug-in installed and an office running; harbour "bay" leads to it, "void" nowhere."""

    client: VroClient
    office: Office

    def script(self, source: str) -> Any:
        answer = self.client.mockvro.script(PLUGIN, source)
        assert answer.error is None, answer.error
        return answer.value

    def complaint(self, source: str) -> str:
        answer = self.client.mockvro.script(PLUGIN, source)
        assert answer.error is not None, answer.value
        return str(answer.error["message"])

    def log(self) -> list[dict[str, Any]]:
        return list(self.client.mockvro.log())

    def counters(self) -> dict[str, int]:
        document = requests.get(f"{self.office.url}/_admin/state", timeout=5).json()
        counters: dict[str, int] = document["counters"]
        return counters


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("lighthouse")
    (built,) = build([PluginSource.load(FOLDER)])
    with serve() as office, Server(Settings(data_dir=folder / "server")) as server:
        transport = Transport(server.url, Credentials("vcoadmin", "vcoadmin"))
        client = VroClient(transport)
        client.plugins.install(built.write(folder))
        running = Stage(client, office)
        running.script(add("bay", office.url))
        yield running
        transport.close()


def add(name: str, address: str, password: str = "light") -> str:
    arguments = json.dumps([name, address, "keeper", password, True])[1:-1]
    return f"return LighthouseManager.addHarbour({arguments}).id;"


BAY = 'LighthouseManager.findHarbour("bay")'


def ids(stage: Stage, type_name: str) -> list[str]:
    return [found.id for found in stage.client.catalog.all(PLUGIN, type_name).objects]


def test_the_tree_has_three_levels_and_a_person(stage: Stage) -> None:
    catalog = stage.client.catalog
    (harbour,) = catalog.all(PLUGIN, "Harbour").objects
    houses = catalog.related(PLUGIN, "Harbour", harbour.id, "lighthouses").objects
    assert len(houses) >= 3
    north = next(house for house in houses if house.id.endswith(":north"))
    assert len(catalog.related(PLUGIN, "Lighthouse", north.id, "lamps").objects) == 2
    (keeper,) = catalog.related(PLUGIN, "Lighthouse", north.id, "keeper").objects
    assert keeper.id.endswith(":anna")


def test_every_object_is_found_again_by_its_id(stage: Stage) -> None:
    for type_name in ("Harbour", "Lighthouse", "Lamp", "Keeper"):
        for identity in ids(stage, type_name):
            found = stage.client.catalog.get(PLUGIN, type_name, identity).found
            assert found is not None
            assert found.id == identity


@pytest.mark.parametrize(
    "wrong", ["x", "x:y", "x:y:z", "%", "%zz:1", "@@", "#;#", "::", "é:ü", "a" * 3000, "1:2:3:4"]
)
def test_unknown_ids_find_nothing(stage: Stage, wrong: str) -> None:
    for type_name in ("Harbour", "Lighthouse", "Lamp", "Keeper"):
        lookup = stage.client.catalog.get(PLUGIN, type_name, wrong)
        assert (lookup.found, lookup.error) == (None, "")


def test_ids_are_exact(stage: Stage) -> None:
    north = next(identity for identity in ids(stage, "Lighthouse") if identity.endswith(":north"))
    for wrong in (f"{north}:", f"{north}%20", north[:-1], north.replace("north", "%6Eorth")):
        assert stage.client.catalog.get(PLUGIN, "Lighthouse", wrong).found is None


def test_strange_ids_and_names_of_the_office_survive(stage: Stage) -> None:
    strange = "a/b:c%d é?#&=+ \r\n"
    body = {"name": "odd\r\nname\x1b[31m\u202e", "height": 1, "built": 0}
    url = f"{stage.office.url}/lighthouses/{quote(strange, safe='')}"
    requests.put(url, json=body, auth=("keeper", "light"), timeout=5).raise_for_status()
    (identity,) = [found for found in ids(stage, "Lighthouse") if "a%2Fb%3Ac" in found]
    assert stage.client.catalog.get(PLUGIN, "Lighthouse", identity).found is not None
    assert stage.script(f'return {BAY}.findLighthouses("odd")[0].name;') == {"string": body["name"]}
    lines = [str(line["message"]) for line in stage.log()]
    assert not [line for line in lines if set(line) & set("\r\n\x1b\u202e")]
    requests.delete(url, auth=("keeper", "light"), timeout=5).raise_for_status()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        ("LighthouseManager.findHarbour(null)", "name"),
        ("LighthouseManager.findHarbour('')", "name"),
        ("LighthouseManager.removeHarbour(null)", "harbour"),
        ("LighthouseManager.addHarbour('a\\nb', 'http://h', 'u', 'p', true)", "name"),
        ("LighthouseManager.addHarbour('a', 'ftp://h', 'u', 'p', true)", "address"),
        ("LighthouseManager.addHarbour('a', 'http://u:p@h', 'u', 'p', true)", "address"),
        ("LighthouseManager.addHarbour('a', 'http://h', 'u', 'p', false)", "address"),
        ("LighthouseManager.addHarbour('a', 'https://h', null, 'p', false)", "user"),
        (f"{BAY}.createLighthouse('i', null)", "order"),
        (f"{BAY}.createLighthouse('i', new LighthouseOrder())", "order.name"),
        (f"{BAY}.getLighthouses()[0].installLamp('i', 'red', NaN)", "brightness"),
        (f"{BAY}.getLighthouses()[0].installLamp('i', 'red', 1e9)", "brightness"),
    ],
)
def test_wrong_arguments_are_named(stage: Stage, call: str, named: str) -> None:
    complaint = stage.complaint(f"{call};")
    assert "LighthouseException: LH1" in complaint
    assert f": {named}" in complaint


def test_secrets_stay_secret(stage: Stage) -> None:
    canary = "canary-7h3Qz"
    complaint = stage.complaint(add("locked", stage.office.url, canary))
    assert "LH202" in complaint
    seen = json.dumps(stage.log()) + stage.client.mockvro.output("stdout") + complaint
    assert canary not in seen
    shown = stage.script(
        f"var b = {BAY}; return '' + b + b.user + b.password + LighthouseManager.release;"
    )
    assert "light" not in shown["string"].replace("ighthouse", "")


def test_a_refused_password_is_tried_once(stage: Stage) -> None:
    before = stage.counters()["refused"]
    stage.complaint(add("locked", stage.office.url, "wrong"))
    assert stage.counters()["refused"] == before + 1


def test_looking_changes_nothing(stage: Stage) -> None:
    before = stage.counters()["writes"]
    stage.script(f"new LighthouseOrder(); {BAY}.getLighthouses()[0].built; {BAY}.statistics();")
    ids(stage, "Lamp")
    assert stage.counters()["writes"] == before


def test_one_dead_harbour_does_not_hide_the_others(stage: Stage) -> None:
    with serve() as dying:
        stage.script(add("void", dying.url))
        dying_port = dying.port
    assert len(ids(stage, "Lighthouse")) >= 3
    warned = [line for line in stage.log() if line["level"] == "WARN" and "thrown" in line]
    assert any("ConnectException" in json.dumps(line["thrown"]) for line in warned)
    complaint = stage.complaint('LighthouseManager.findHarbour("void").getLighthouses();')
    assert "LH201" in complaint
    assert "void" in complaint
    stage.script('LighthouseManager.removeHarbour(LighthouseManager.findHarbour("void"));')
    assert dying_port


def test_a_query_limits_what_is_found(stage: Stage) -> None:
    def count(query: str) -> Any:
        return stage.script(
            f'return Server.findAllForType("Lighthouse:Lighthouse", "{query}").length;'
        )

    assert count("north pier") == {"number": 1.0}
    assert count("no such house") == {"number": 0.0}


def test_doing_it_twice_is_doing_it_once(stage: Stage) -> None:
    first = stage.script(add("bay", stage.office.url))
    assert stage.script(add("bay", stage.office.url)) == first
    assert "LH106" in stage.complaint(add("bay", f"{stage.office.url}/elsewhere"))


def test_many_sessions_at_a_time(stage: Stage) -> None:
    source = f"""
        var total = 0;
        for (var i = 0; i < 5; i++) {{
            var houses = {BAY}.getLighthouses();
            for each (var house in houses) total += house.getLamps().length;
        }}
        return total;"""
    with ThreadPoolExecutor(12) as pool:
        results = list(pool.map(stage.script, [source] * 24))
    assert results == [{"number": 15.0}] * 24


def test_large_harbours_are_listed_in_part(stage: Stage) -> None:
    with serve() as big:
        requests.post(f"{big.url}/_admin/fill", json={"lighthouses": 5000}, timeout=10)
        stage.script(add("big", big.url))
        before = big.state.counters["requests"]
        found = stage.script(
            'return Server.findAllForType("Lighthouse:Lighthouse", "bulk").length;'
        )
        assert found["number"] <= 2500
        assert big.state.counters["requests"] - before <= 5
        all_of_them = 'return LighthouseManager.findHarbour("big").getLighthouses().length;'
        assert stage.script(all_of_them) == {"number": 5003.0}
        stage.script('LighthouseManager.removeHarbour(LighthouseManager.findHarbour("big"));')


def test_harbours_survive_a_restart(stage: Stage) -> None:
    before = ids(stage, "Lighthouse")
    stage.client.mockvro.restart_host()
    assert ids(stage, "Lighthouse") == before
