"""A real plug-in in a real JVM, everything through HTTP."""

from __future__ import annotations

import subprocess
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from mockvro.content.workflow import Bind, Item, Parameter, Workflow
from mockvro.embed import Server, Settings
from mockvro.jvm import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.needs_java

END = Item(name="end", type="end", end_mode="0")


@pytest.fixture(scope="module")
def jar(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("plugin")
    sources = sorted((Path(__file__).parent / "java" / "test").glob("*.java"))
    subprocess.run(
        [
            str(locate.javac().javac),
            *("-nowarn", "--release", "8", "-proc:none"),
            *("-cp", ":".join(map(str, locate.classpath("common")))),
            *("-d", str(folder / "classes")),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(folder / "plugin.jar", "w") as archive:
        for path in sorted((folder / "classes").rglob("*.class")):
            archive.write(path, path.relative_to(folder / "classes"))
    return (folder / "plugin.jar").read_bytes()


def workflows() -> tuple[Workflow, ...]:
    text, thing = Parameter(name="text", type="string"), Parameter(name="it", type="Test:Server")
    found = Bind(name="it", type="Test:Server", export_name="it")
    told = Bind(name="text", type="string", export_name="text")
    add = Item(
        name="add",
        type="task",
        script="it = TestServers.add(id, host); System.log('added ' + it.id);",
        out_name="ping",
        in_bindings=tuple(
            Bind(name=name, type="string", export_name=name) for name in ("id", "host")
        ),
        out_bindings=(found,),
    )
    ping = Item(
        name="ping",
        type="task",
        display_name="Ping",
        script="text = it.ping();",
        out_name="end",
        in_bindings=(found,),
        out_bindings=(told,),
    )
    fail = Item(
        name="fail", type="task", display_name="F", script="\nTestServers.fail();", out_name="end"
    )
    spin = Item(name="spin", type="task", script="while (true) {}", out_name="end")
    inputs = tuple(Parameter(name=name, type="string") for name in ("id", "host"))
    return (
        Workflow(
            id="add",
            name="Add",
            root_name="add",
            inputs=inputs,
            outputs=(text, thing),
            items=(add, ping, END),
        ),
        Workflow(id="fail", name="Fail", root_name="fail", items=(fail, END)),
        Workflow(id="spin", name="Spin", root_name="spin", items=(spin, END)),
    )


class Remote(requests.Session):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.auth = ("vcoadmin", "vcoadmin")
        self._url = url

    def request(self, method: str, url: str, **more: Any) -> requests.Response:  # type: ignore[override]
        address = url if url.startswith("http") else self._url + url
        return super().request(method, address, timeout=60, **more)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("vro"),
        finder_limits_s={"find": 1.0},
        script_deadline_s=1.5,
    )
    with Server(settings) as started:
        yield started


@pytest.fixture
def remote(server: Server, jar: bytes, kit: Any) -> Remote:
    """The server with the plug-in installed, and its JVM alive."""
    session = Remote(server.url)
    if session.get("/vco/api/plugins").json()["total"] == 0:
        session.put(
            "/mockvro/endpoints/Test",
            json={
                "endpoints": [{"id": "s0", "entries": {"host": {"type": "string", "value": "h"}}}]
            },
        )
        package = kit.package_bytes(*(kit.workflow_spec(each) for each in workflows()))
        dar = kit.dar_bytes(package)
        with_jar = kit.replaced(dar, "lib/plugin.jar", jar)
        assert kit.install(session, kit.vmoapp_bytes(with_jar)).status_code == 200
    elif session.get("/mockvro/host").json()["state"] != "running":
        session.post("/mockvro/host/restart")
    return session


def test_seeded_endpoints_are_objects(remote: Remote) -> None:
    item = remote.get("/vco/api/catalog/Test/Server/s0").json()
    assert {"name": "host", "value": "h"} in item["attributes"]
    assert remote.get("/vco/api/catalog/Test/Server/none").status_code == 404
    (link,) = [
        each
        for each in remote.get("/vco/api/inventory/Test").json()["relations"]["link"]
        if each["rel"] == "down"
    ]
    assert remote.get(link["href"]).status_code == 200


def test_a_workflow_changes_the_inventory_and_its_objects_survive_checkpoints(
    remote: Remote, kit: Any
) -> None:
    ended = kit.run_workflow(
        remote, "add", id={"string": {"value": "a/b"}}, host={"string": {"value": "web"}}
    )
    assert ended["state"] == "completed", ended.get("content-exception")
    values = {each["name"]: each["value"] for each in ended["output-parameters"]}
    assert values["text"] == {"string": {"value": "PONG from web"}}
    thing = values["it"]["sdk-object"]
    assert (thing["type"], thing["id"]) == ("Test:Server", "a/b")
    assert remote.get(thing["href"]).status_code == 200
    logs = remote.get(ended["href"] + "syslogs").json()["logs"]
    assert [each["entry"]["short-description"] for each in logs] == ["added a/b"]
    calls = remote.get(ended["href"]).headers["X-Mockvro-Calls"].split(",")
    seen = remote.get("/mockvro/observations?kind=call").json()["observations"]
    methods = [each["method"] for each in seen if each["call"] in calls]
    assert methods[:2] == ["script.run", "script.run"]


def test_endpoints_outlive_the_jvm(remote: Remote) -> None:
    before = remote.get("/mockvro/endpoints/Test").json()
    pid = remote.get("/mockvro/host").json()["pid"]
    assert remote.post("/mockvro/host/restart").status_code == 204
    assert remote.get("/mockvro/host").json()["pid"] != pid
    assert remote.get("/mockvro/endpoints/Test").json() == before
    listed = remote.get("/vco/api/catalog/Test/Server").json()
    assert listed["total"] == len(before["endpoints"])


def test_a_java_exception_reaches_the_run_with_its_place(remote: Remote, kit: Any) -> None:
    ended = kit.run_workflow(remote, "fail")
    assert ended["state"] == "failed"
    assert "java.lang.IllegalStateException: no" in ended["content-exception"]
    assert "Workflow:Fail / F (fail)" in ended["content-exception"]


def test_an_endless_script_is_stopped_at_its_deadline(remote: Remote, kit: Any) -> None:
    ended = kit.run_workflow(remote, "spin")
    assert ended["state"] == "failed"
    assert "deadline" in ended["content-exception"]
    assert remote.get("/mockvro/host").json()["state"] == "running"


def test_scripts_of_the_harness(remote: Remote) -> None:
    answer = remote.post("/mockvro/script", json={"source": "return TestServers.ping();"})
    assert answer.json() == {"result": {"string": "PONG from null"}}
    failed = remote.post("/mockvro/script", json={"source": "TestServers.fail();"})
    assert failed.status_code == 422
    assert failed.json()["exception"]["class"] == "java.lang.IllegalStateException"
    broken = remote.post("/mockvro/script", json={"source": "return ("})
    assert (broken.status_code, broken.json()["name"]) == (422, "SyntaxError")
    api = remote.get("/mockvro/plugins/Test/script-api").json()["objects"]
    assert [each["script_name"] for each in api] == ["TestServer"]


def test_an_exception_of_a_finder_is_told(remote: Remote) -> None:
    answer = remote.get("/vco/api/catalog/Test/Server/throws")
    assert answer.status_code == 500
    assert answer.json() == {"message": "java.lang.IllegalStateException: boom"}


def test_a_hung_finder_is_a_timeout_and_the_server_answers_others(remote: Remote) -> None:
    begin = time.monotonic()
    answer = remote.get("/vco/api/catalog/Test/Server/hangs")
    assert answer.status_code == 504
    assert time.monotonic() - begin < 10
    (hung,) = remote.get("/mockvro/observations?kind=call-hung").json()["observations"]
    assert hung["call"] in answer.headers["X-Mockvro-Calls"].split(",")
    assert any("test.Factory.find" in line for line in hung["stack"])
    assert remote.get("/vco/api/about").status_code == 200
    assert remote.post("/mockvro/host/restart").status_code == 204


def test_the_death_of_the_jvm_is_unavailable_until_a_restart(remote: Remote) -> None:
    answer = remote.get("/vco/api/catalog/Test/Server/dies")
    assert answer.status_code == 503
    assert remote.get("/vco/api/catalog/Test/Server/s0").status_code == 503
    state = remote.get("/mockvro/host").json()
    assert (state["state"], state["signal"]) == ("dead", 9)
    (exited,) = [
        each
        for each in remote.get("/mockvro/observations?kind=host-exited").json()["observations"]
        if not each["expected"]
    ]
    assert exited["signal"] == 9
    assert remote.get("/vco/api/health/readiness").status_code == 503
    assert remote.post("/mockvro/host/restart").status_code == 204
    assert remote.get("/vco/api/catalog/Test/Server/s0").status_code == 200


def test_the_plugin_goes_and_its_content_stays(remote: Remote) -> None:
    assert remote.delete("/vco/api/plugins/Test").status_code == 204
    assert remote.get("/vco/api/catalog/Test").status_code == 404
    assert remote.get("/vco/api/workflows/add").status_code == 200
    assert remote.get("/mockvro/host").json()["state"] == "stopped"
