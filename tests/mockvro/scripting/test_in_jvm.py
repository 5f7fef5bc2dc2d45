"""The scripting API as scripts meet it: in a JVM, against a whole server."""

from __future__ import annotations

import json
import time
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.content.workflow import Bind, Item, Parameter, Workflow
from mockvro.scripting.coverage import INSIDE, NAMES

if TYPE_CHECKING:
    from mockvro.embed import Server

    Remote = Any  # the class of conftest

pytestmark = pytest.mark.needs_java

END = Item(name="item0", type="end", end_mode="0")


def data(name: str) -> Any:
    return json.loads(resources.files("mockvro.scripting").joinpath("data", name).read_text())


def bind(name: str, kind: str) -> Bind:
    return Bind(name=name, type=kind, export_name=name)


def workflow(identity: str, script: str) -> Workflow:
    """One script that reads `n` and writes `o`."""
    return Workflow(
        id=identity,
        name=identity,
        root_name="item1",
        inputs=(Parameter(name="n", type="Any"),),
        outputs=(Parameter(name="o", type="Any"),),
        items=(
            Item(
                name="item1",
                type="task",
                script=script,
                out_name="item0",
                in_bindings=(bind("n", "Any"),),
                out_bindings=(bind("o", "Any"),),
            ),
            END,
        ),
    )


@pytest.fixture
def load(remote: Remote, kit: Any) -> Any:
    def loaded(*workflows: Workflow) -> None:
        package = kit.package_bytes(*map(kit.workflow_spec, workflows), name="com.example.jvm")
        assert kit.import_package(remote, package, overwrite="true").status_code == 202

    return loaded


def output(kit: Any, remote: Remote, identity: str, **given: Any) -> Any:
    ended = kit.run_workflow(remote, identity, **given)
    assert ended["state"] == "completed", ended.get("content-exception")
    (value,) = (each["value"] for each in ended["output-parameters"] if each["name"] == "o")
    return value


def test_the_list_of_members_is_what_the_jvm_has(server: Server) -> None:
    known = data(NAMES)
    listed = {(owner, member) for owner, members in data(INSIDE).items() for member in members}
    answered = server.services.runtime.ask("script.core", {})
    there = {
        (owner, member)
        for owner, members in answered.items()
        for member in members
        if member in known[owner]
    }
    assert there == listed


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return typeof new FileWriter('x')", {"string": "object"}),
        ("return Server.getWorkflowWithId('nope')", None),
        ("return Server.getAllPluginInfo().length", {"number": 0.0}),
        (
            (
                "var c = Server.createConfigurationElement('S/T', 'c');"
                "c.setAttributeWithKey('p', new Properties({a: [1, 'x']}));"
                "return c.getAttributeWithKey('p').value.a[1]"
            ),
            {"string": "x"},
        ),
        (
            (
                "var m = new MimeAttachment(); m.name = 'f'; m.mimeType = 'text/plain';"
                "m.content = 'hi';"
                "var r = Server.createResourceElement('S', 'f', m); r.name = 'g';"
                "r.description = 'd';"
                "return [r.name, r.description, r.contentSize, r instanceof ResourceElement,"
                " r.getContentAsMimeAttachment().content,"
                " r.getResourceElementCategory().path].join()"
            ),
            {"string": "g,d,2,true,hi,S"},
        ),
        (
            (
                "var path = System.getTempDirectory() + '/in.txt'; new File(path).write('abc');"
                "var r = Server.createResourceElement('S', 'h', path, 'text/x');"
                "new File(path).write('abcd'); r.setContentFromFile(path);"
                "r.writeContentToFile(path + '2');"
                "return r.mimeType + r.contentSize + new FileReader(path + '2').readAll()"
            ),
            {"string": "text/plain4abcd"},
        ),
        (
            (
                "var s = Server.toStringRepresentation(5);"
                "return [s.type, s.stringValue, s.objectValue,"
                " new StringRepresentation(s).objectValue].join()"
            ),
            {"string": "number,5.0,5,5"},
        ),
        (
            (
                "var q = new TagQuery(); q.hasTag('t', 'v');"
                "var c = Server.createConfigurationElement('S', 'tagged'); Server.tag(c, 't', 'v');"
                "return Server.queryByTags(q, 'ConfigurationElement')[0].name"
            ),
            {"string": "tagged"},
        ),
        (
            (
                "var u = Server.getCurrentLdapUser();"
                "return Server.isValidLdapCredential(new Credential(u.loginName, 'vcoadmin'))"
            ),
            {"boolean": True},
        ),
        (
            (
                "var end = new Date(new Date().getTime() + 50);"
                "return System.waitCustomEventUntil('internal', 'never', end)"
            ),
            None,
        ),
    ],
)
def test_scripts_reach_the_orchestrator(remote: Remote, source: str, expected: Any) -> None:
    assert remote.script(source) == expected


def test_errors_of_members_can_be_caught_and_have_plain_texts(remote: Remote) -> None:
    source = "try { Server.findAllForType('Nope') } catch (e) { return e.message }"
    assert remote.script(source)["string"].startswith("there is no type 'Nope'")
    source = "var c = Server.createConfigurationElement('S', 'e'); c.name = 'x'"
    answer = remote.post("/mockvro/script", json={"source": source})
    assert answer.status_code == 422
    assert "Attribute name of ConfigurationElement is read-only" in answer.json()["message"]


def test_what_is_not_simulated_cannot_be_overlooked(remote: Remote) -> None:
    source = "try { Server.setAccessRights(null, null, 'x') } catch (e) { return 'silent' }"
    answer = remote.post("/mockvro/script", json={"source": source})
    assert answer.status_code == 422
    assert answer.json()["name"] == "NotSimulated"
    assert "Server.setAccessRights is not simulated" in answer.json()["message"]


def test_a_run_starts_another_and_reads_its_result(remote: Remote, kit: Any, load: Any) -> None:
    child = workflow("child", "o = n * 2;")
    parent = workflow(
        "parent",
        "var p = new Properties(); p.put('n', n);\n"
        "var t = Server.getWorkflowWithId('child').execute(p);\n"
        "while (t.state != 'completed' && t.state != 'failed') { System.sleep(10); }\n"
        "o = [t.getOutputParameters().get('o'), t.rootWorkflow.name, t.getInputParameters().n,"
        " workflow.rootWorkflow.name, workflow.runningUserName].join();",
    )
    load(child, parent)
    assert output(kit, remote, "parent", n={"number": {"value": 21}}) == {
        "string": {"value": "42,child,21,parent,vcoadmin"}
    }


def test_an_event_wakes_a_run_that_waits(remote: Remote, kit: Any, load: Any) -> None:
    waiting = workflow(
        "waiting",
        "var end = new Date(new Date().getTime() + 15000);\n"
        "o = System.waitCustomEventUntil('internal', 'go', end) != null;",
    )
    sending = workflow(
        "sending",
        "var t = Server.getWorkflowWithId('waiting').execute(new Properties());\n"
        "while (t.state == 'running') { System.sendCustomEvent('go'); System.sleep(20); }\n"
        "o = t.state + t.getOutputParameters().o;",
    )
    load(waiting, sending)
    assert output(kit, remote, "sending") == {"string": {"value": "completedtrue"}}


def test_a_run_cancels_and_schedules_others(remote: Remote, kit: Any, load: Any) -> None:
    idle = workflow("idle", "System.sleep(15000);")
    boss = workflow(
        "boss",
        "var w = Server.getWorkflowWithId('idle');\n"
        "var t = w.execute(new Properties()); t.cancel();\n"
        "var task = w.schedule(new Properties(), new Date(2099, 0, 1)); var s = task.state;\n"
        "task.cancel(); o = [t.state, s, task.state, w.executions.length > 0].join();",
    )
    load(idle, boss)
    assert output(kit, remote, "boss") == {"string": {"value": "canceled,pending,canceled,true"}}


def test_warnings_are_told_by_script(remote: Remote, load: Any) -> None:
    load(workflow("old", "o = 1;"), workflow("new", "\no = [1].map(x => x + 1).includes(2);"))
    found = remote.get("/mockvro/scripts/warnings?package=com.example.jvm").json()
    assert found["checked"] == 2
    (row,) = found["scripts"]
    assert (row["kind"], row["id"], row["item"]) == ("Workflow", "new", "item1")
    assert {"line": 2, "construct": "arrow function", "text": "1.7R4 has no arrow function"} in row[
        "warnings"
    ]
    assert remote.get("/mockvro/scripts/warnings?package=none").status_code == 404


def test_coverage_is_served(remote: Remote) -> None:
    found = remote.get("/mockvro/scripts/coverage").json()["members"]
    assert {"owner": "System", "member": "log", "uses": 2465, "state": "real", "note": ""} in found


@pytest.mark.parametrize(
    "source",
    [
        "return /(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')",
        "new java.util.concurrent.CountDownLatch(1).await()",
        "while (true) {}",
    ],
    ids=["regular-expression", "java-method", "loop"],
)
def test_a_script_that_cannot_be_stopped_leaves_the_server_responsive(
    impatient: Remote, kit: Any, source: str
) -> None:
    package = kit.package_bytes(kit.workflow_spec(workflow("hang", source)))
    assert kit.import_package(impatient, package).status_code == 202
    answer = impatient.post("/mockvro/script", json={"source": source})
    assert answer.status_code in {422, 504}
    assert kit.run_workflow(impatient, "hang")["state"] == "failed"
    assert answered(impatient, "return 1 + 1") == {"number": 2.0}
    assert impatient.get("/vco/api/about").status_code == 200


def answered(remote: Remote, source: str) -> Any:
    """What a script returns; on a busy machine half a second may be too short now and then."""
    deadline = time.monotonic() + 60
    while True:
        answer = remote.post("/mockvro/script", json={"source": source})
        if answer.ok or time.monotonic() > deadline:
            assert answer.ok, answer.text
            return answer.json()["result"]


def test_the_rights_file_is_a_setting(remote: Remote) -> None:
    assert remote.script("return new FileReader('/etc/passwd').readAll().length > 0") == {
        "boolean": True
    }
    refused = "new FileWriter('/var/run/vco/x').open()"
    answer = remote.post("/mockvro/script", json={"source": refused})
    assert "write not allowed" in answer.json()["message"]


def test_an_action_on_its_own_has_a_log(remote: Remote) -> None:
    body = {
        "name": "tell",
        "module": "com.example.logs",
        "script": "System.log('told'); System.warn('warned'); return typeof workflow;",
        "output-type": "string",
    }
    action = remote.post("/vco/api/actions", json=body).json()
    run = remote.post(f"/vco/api/actions/{action['id']}/executions").json()
    address = f"/vco/api/actions/{run['execution-id']}/logs"
    lines = [each["entry"] for each in remote.get(address).json()["logs"]]
    assert [(each["severity"], each["short-description"]) for each in lines] == [
        ("info", "told"),
        ("warning", "warned"),
    ]
    (worse,) = remote.get(f"{address}?conditions=severity=warning").json()["logs"]
    assert worse["entry"]["user"] == "vcoadmin"
    assert run["value"] == {"string": {"value": "undefined"}}
