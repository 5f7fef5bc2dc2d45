"""Watchers, policies, stopping scripts and times of a plug-in in a real JVM, through HTTP."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from mockvro.content.workflow import Item, Workflow
from mockvro.embed import Server, Settings
from mockvro.jvm import locate
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.needs_java

FINAL = ("completed", "failed", "canceled")


class Remote(requests.Session):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.auth = ("vcoadmin", "vcoadmin")
        self._url = url

    def request(self, method: str, url: str, **more: Any) -> requests.Response:  # type: ignore[override]
        address = url if url.startswith("http") else self._url + url
        return super().request(method, address, timeout=60, **more)

    def script(self, source: str) -> Any:
        answer = self.post("/mockvro/script", json={"source": source})
        assert answer.status_code == 200, answer.text
        result = answer.json()["result"]
        return next(iter(result.values())) if result else None

    def events(self) -> list[str]:
        text = str(self.script("return TestServers.events();"))
        return text.split("|") if text else []

    def start(self, workflow: str) -> str:
        return str(self.post(f"/vco/api/workflows/{workflow}/executions").headers["Location"])

    def state(self, href: str, *wanted: str) -> dict[str, Any]:
        until(lambda: self.get(href + "state").json()["value"] in wanted + FINAL)
        found: dict[str, Any] = self.get(href).json()
        assert found["state"] in wanted, found.get("content-exception")
        return found


def jar(folder: Path) -> bytes:
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


def workflows(flow: Any) -> list[Workflow]:
    found = []
    for name, seconds in (("hear", 0), ("hear-briefly", 90)):
        make = flow.task(
            "make",
            f"trigger = TestServers.trigger({seconds});",
            "hear",
            out_bindings=(flow.bind("trigger", "Trigger"),),
        )
        hear = Item(
            name="hear",
            type="waiting-event",
            out_name="end",
            in_bindings=(flow.bind("trigger.ref", "Trigger", "trigger"),),
            out_bindings=(flow.bind("event", "Properties"),),
        )
        found.append(
            flow.workflow(
                make,
                hear,
                flow.END,
                workflow_id=name,
                outputs={"event": "Properties"},
                attributes={"trigger": "Trigger"},
            )
        )
    spin = flow.task("spin", "TestServers.note('spinning'); while (true) {}")
    doze = flow.task("doze", "TestServers.note('dozing'); System.sleep(600000);")
    ping = flow.task("ping", "for (var i = 0; i < 5; i++) { TestServers.ping(); }")
    found += [flow.workflow(each, workflow_id=each.name) for each in (spin, doze, ping)]
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(Settings(data_dir=tmp_path_factory.mktemp("vro"))) as started:
        yield started


@pytest.fixture
def remote(server: Server, kit: Any, flow: Any, tmp_path: Path) -> Remote:
    session = Remote(server.url)
    if session.get("/vco/api/plugins").json()["total"] == 0:
        package = kit.package_bytes(*map(kit.workflow_spec, workflows(flow)))
        dar = kit.replaced(kit.dar_bytes(package), "lib/plugin.jar", jar(tmp_path))
        assert kit.install(session, kit.vmoapp_bytes(dar)).status_code == 200
    else:
        session.post("/mockvro/host/restart")
    return session


def colour(execution: dict[str, Any]) -> Any:
    (event,) = execution["output-parameters"]
    (pair,) = event["value"]["properties"]["property"]
    return pair["key"], pair["value"]


def test_a_plugin_event_resumes_a_run_once_and_the_watcher_goes(remote: Remote) -> None:
    href = remote.start("hear")
    remote.state(href, "waiting-signal")
    until(lambda: remote.events() == ["add timeout=false mark=m1"])
    remote.script("TestServers.happen('red');")
    ended = remote.state(href, "completed")
    assert colour(ended) == ("colour", {"string": {"value": "red"}})
    until(lambda: remote.events()[-1] == "remove known=true")
    seen = remote.get("/mockvro/observations?kind=watcher-event").json()["observations"]
    assert [each["registered"] for each in seen[-2:]] == [True, True]


def test_a_watcher_is_added_again_to_a_fresh_jvm(remote: Remote) -> None:
    href = remote.start("hear-briefly")
    remote.state(href, "waiting-signal")
    until(lambda: remote.events() == ["add timeout=true mark=m1"])
    assert remote.post("/mockvro/host/restart").status_code == 204
    until(lambda: remote.events() == ["add timeout=true mark=m1"])
    remote.script("TestServers.happen('blue');")
    assert colour(remote.state(href, "completed"))[1] == {"string": {"value": "blue"}}


def test_a_trigger_times_out_by_the_clock_that_is_moved(remote: Remote) -> None:
    href = remote.start("hear-briefly")
    remote.state(href, "waiting-signal")
    until(lambda: len(remote.events()) == 1)
    remote.post("/mockvro/clock", json={"advance": 91})
    assert "timed out" in remote.state(href, "failed")["content-exception"]
    until(lambda: remote.events()[-1] == "remove known=true")


def test_a_policy_hears_triggers_and_gauges_until_it_is_stopped(remote: Remote) -> None:
    trap = {
        "type": "trigger",
        "eventId": "OnTrap",
        "script": "TestServers.note('trap ' + event.getValue('oid') + ' ' + server.host);",
    }
    load = {
        "type": "gauge",
        "eventId": "load",
        "min-value": 80,
        "script": "TestServers.note('load ' + event.getValue('value')); System.warn('hot');",
    }
    item = {
        "name": "server",
        "event-source": {"type": "Test:Server", "id": "s1"},
        "event-handler": [trap, load],
    }
    policy = remote.post("/vco/api/policies", json={"name": "P", "policy-items": [item]}).json()
    state = policy["href"] + "state"
    assert remote.put(state, json={"value": "started"}).status_code == 204
    assert remote.events() == ["register Server s1"]
    remote.script("TestServers.load(10); TestServers.trap('1.3'); TestServers.load(81);")
    until(lambda: remote.events()[1:] == ["trap 1.3 host of s1", "load 81.0"])
    assert remote.put(state, json={"value": "stopped"}).status_code == 204
    assert remote.events()[-1] == "unregister Server s1 same=true"
    remote.script("TestServers.trap('late');")
    seen = remote.get("/mockvro/observations?kind=policy-event").json()["observations"]
    assert [each["registered"] for each in seen[-4:]] == [True, True, True, False]
    assert "late" not in " ".join(remote.events())
    (line,) = remote.get(policy["href"] + "syslogs").json()["logs"]
    assert line["entry"]["short-description"] == "hot"


@pytest.mark.parametrize(("workflow", "note"), [("spin", "spinning"), ("doze", "dozing")])
def test_cancelling_stops_the_script(remote: Remote, workflow: str, note: str) -> None:
    href = remote.start(workflow)
    until(lambda: note in remote.events())
    assert remote.delete(href + "state").status_code == 204
    remote.state(href, "canceled")

    def is_over() -> bool:
        calls = remote.get("/mockvro/observations?kind=call").json()["observations"]
        return any(each["method"] == "session.close" for each in calls[-3:]) and any(
            each["method"] == "script.run" and each["outcome"] == "deadline" for each in calls[-5:]
        )

    until(is_over)


def test_statistics_tell_the_time_in_the_plugin(remote: Remote) -> None:
    href = remote.start("ping")
    remote.state(href, "completed")
    (plugin,) = remote.get(href + "statistics").json()["plugins"]
    assert (plugin["plugin-name"], plugin["number-of-executions"]) == ("Test", 5)


def test_a_check_hears_events_with_publishers_and_watchers_of_its_own(remote: Remote) -> None:
    probes, named = "/mockvro/plugins/Test", {"probe": "p", "type": "Server", "id": "s1"}
    for change, told in (("post", "register Server s1"), ("delete", "unregister Server s1")):
        given = {"json": named} if change == "post" else {"params": named}
        assert getattr(remote, change)(f"{probes}/publishers", **given).status_code == 204
        remote.script("TestServers.load(81);")
        assert remote.events()[-1].startswith(told)
    seen = remote.get("/mockvro/observations?kind=policy-event").json()["observations"]
    heard = [(each["policy"], each["probe"], each["registered"]) for each in seen[-2:]]
    assert heard == [("p", True, True), ("p", True, False)]
    assert remote.post(f"{probes}/publishers", json={"probe": "p"}).status_code == 400
