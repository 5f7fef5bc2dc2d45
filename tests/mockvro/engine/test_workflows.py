"""Workflow runs through the REST API, with scripts that are Python functions."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.content.configuration import ConfigurationElement, write_configuration
from mockvro.content.package import Category, ElementSpec
from mockvro.content.workflow import Bind, ErrorHandler, Item, Parameter, Variable, Workflow
from mockvro.engine.driver import Driver
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.api.services import Services
    from tests.mockvro.conftest import Client, FakeHost

END = Item(name="item0", type="end", end_mode="0")


def bind(name: str, type_name: str = "string", outside: str | None = None) -> Bind:
    return Bind(name=name, type=type_name, export_name=outside or name)


def task(
    name: str,
    script: str,
    *,
    to: str = "item0",
    takes: tuple[Bind, ...] = (),
    gives: tuple[Bind, ...] = (),
    **more: Any,
) -> Item:
    return Item(
        name=name,
        type="task",
        display_name=f"Task {name}",
        script=script,
        out_name=to,
        in_bindings=takes,
        out_bindings=gives,
        **more,
    )


def make(*items: Item, workflow_id: str = "w1", **more: Any) -> Workflow:
    known = {
        "inputs": (Parameter(name="who", type="string"),),
        "outputs": (Parameter(name="greeting", type="string"),),
        "attributes": (Variable(name="err", type="string"),),
        **more,
    }
    return Workflow(
        id=workflow_id,
        name="Say hello",
        version="1.0.0",
        root_name=items[0].name,
        items=items,
        **known,
    )


@pytest.fixture
def load(client: Client, kit: Any) -> Callable[..., None]:
    def loaded(*workflows: Workflow) -> None:
        specs = [kit.workflow_spec(each) for each in workflows]
        assert kit.import_package(client, kit.package_bytes(*specs)).json() == {"errors": []}

    return loaded


def value(execution: dict[str, Any], name: str) -> Any:
    found = next(each for each in execution["output-parameters"] if each["name"] == name)
    return found.get("value")


def test_a_task_binds_in_runs_and_binds_out(
    client: Client, kit: Any, load: Any, template: FakeHost, hosts: list[FakeHost]
) -> None:
    template.scripts["hello"] = lambda values: {
        "outputs": {"text": {"string": "Hello " + values["name"]["string"]}}
    }
    takes, gives = (bind("name", outside="who"),), (bind("text", outside="greeting"),)
    load(make(task("item1", "hello", takes=takes, gives=gives), END))
    ended = kit.run_workflow(client, "w1", who={"string": {"value": "Ann"}})
    assert ended["state"] == "completed"
    assert value(ended, "greeting") == {"string": {"value": "Hello Ann"}}
    assert ended["input-parameters"][0]["value"] == {"string": {"value": "Ann"}}
    assert ended["current-item-display-name"] == "End"
    (ran,) = hosts[-1].asked("script.run")
    assert ran["location"] == "Workflow:Say hello / Task item1 (item1)"
    assert ran["outputs"] == [{"name": "text", "type": "string"}]
    assert ran["workflow"]["id"] == ended["id"]


def test_starting_answers_202_with_location_and_document(client: Client, load: Any) -> None:
    load(make(END))
    for body in (b"", b"{}", b'{"parameters":[]}'):
        answer = client.post("/vco/api/workflows/w1/executions/", data=body)
        assert answer.status_code == 202
        location = answer.headers["Location"]
        assert location.startswith("http://vro.example/vco/api/workflows/w1/executions/")
        assert location.endswith("/")
        document = answer.json()
        assert document["href"] == location
        assert document["output-parameters"][0]["name"] == "greeting"


def test_a_run_has_the_relations_that_clients_follow(client: Client, kit: Any, load: Any) -> None:
    load(make(END))
    ended = kit.run_workflow(client, "w1")
    links = {each["rel"]: each["href"] for each in ended["relations"]["link"]}
    assert {"up", "remove", "state", "logs", "syslogs", "interaction"} <= set(links)
    assert client.get(links["state"]).json() == {"value": "completed"}
    xml = client.get(links["state"], headers={"Accept": "application/xml"})
    assert xml.text.endswith('<state xmlns="http://www.vmware.com/vco">completed</state>')
    assert client.get(links["interaction"]).status_code == 404
    listed = client.get("/vco/api/workflows/w1/executions?conditions=state=completed").json()
    assert listed["relations"]["total"] == 1
    assert client.delete(links["remove"]).status_code == 204
    assert client.get(links["remove"]).status_code == 404


def test_a_workflow_can_be_started_with_xml(client: Client, kit: Any, load: Any) -> None:
    load(make(END))
    body = (
        '<ns2:execution-context xmlns:ns2="http://www.vmware.com/vco"><ns2:parameters>'
        '<ns2:parameter name="who" type="string"><ns2:string>Ann</ns2:string></ns2:parameter>'
        "</ns2:parameters></ns2:execution-context>"
    )
    headers = {"Content-Type": "application/xml"}
    answer = client.post("/vco/api/workflows/w1/executions", data=body, headers=headers)
    ended = kit.finished(client, answer.headers["Location"])
    assert ended["input-parameters"][0]["value"] == {"string": {"value": "Ann"}}


def test_what_is_not_known_cannot_be_started(client: Client, load: Any) -> None:
    assert client.post("/vco/api/workflows/none/executions").status_code == 404
    load(make(END))
    bad = {"parameters": [{"name": "who", "value": {"SecureString": {"value": "x"}}}]}
    assert client.post("/vco/api/workflows/w1/executions", json=bad).status_code == 400
    assert client.get("/vco/api/workflows/w1/executions/none").status_code == 404


def test_undeclared_inputs_are_ignored_and_logged(client: Client, kit: Any, load: Any) -> None:
    load(make(END))
    ended = kit.run_workflow(client, "w1", other={"string": {"value": "x"}})
    assert ended["state"] == "completed"
    (entry,) = client.get(ended["href"] + "syslogs").json()["logs"]
    assert "other" in entry["entry"]["short-description"]
    assert entry["entry"]["origin"] == "system"


def test_every_value_goes_through_its_text_between_items(
    client: Client, kit: Any, load: Any, template: FakeHost, hosts: list[FakeHost]
) -> None:
    template.scripts["first"] = lambda _: {
        "outputs": {
            "n": {"number": 20},
            "when": {"date": 1577934245678},
            "box": {"sdk-object": {"type": "Test:Server", "id": "a&b", "display": "Box"}},
            "list": {"array": [{"string": "a#b"}, None]},
            "map": {"properties": {"k": {"boolean": True}}},
            "secret": {"secure-string": "pß"},
        }
    }
    template.scripts["second"] = lambda values: {"outputs": values}
    types = {
        "n": "number",
        "when": "Date",
        "box": "Test:Server",
        "list": "Array/string",
        "map": "Properties",
        "secret": "SecureString",
    }
    binds = tuple(bind(name, kind) for name, kind in types.items())
    outputs = tuple(Parameter(name=name, type=kind) for name, kind in types.items())
    load(
        make(
            task("item1", "first", to="item2", gives=binds),
            task("item2", "second", takes=binds, gives=binds),
            END,
            outputs=outputs,
        )
    )
    ended = kit.run_workflow(client, "w1")
    assert ended["state"] == "completed", ended.get("content-exception")
    assert value(ended, "n") == {"number": {"value": 20.0}}
    assert value(ended, "when") == {"date": {"value": "2020-01-02T03:04:05.678+00:00"}}
    assert value(ended, "box") == {
        "sdk-object": {
            "type": "Test:Server",
            "id": "a&b",
            "display-value": "Box",
            "href": "http://vro.example/vco/api/catalog/Test/Server/a%26b/",
        }
    }
    assert value(ended, "list") == {"array": {"elements": [{"string": {"value": "a#b"}}, None]}}
    assert value(ended, "map")["properties"]["property"][0]["key"] == "k"
    assert "pß" not in repr(ended)
    second = hosts[-1].asked("script.run")[1]
    got = {each["name"]: each["value"] for each in second["params"]}
    assert got["box"]["sdk-object"]["id"] == "a&b"
    assert got["secret"] == {"secure-string": "pß"}
    assert got["n"] == {"number": 20.0}


def test_a_value_without_stored_form_fails_the_item(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["thread"] = lambda _: {
        "outputs": {"x": {"object": {"class": "java.lang.Thread", "text": "Thread[main]"}}}
    }
    attributes = (Variable(name="x", type="Any"),)
    load(make(task("item1", "thread", gives=(bind("x", "Any"),)), END, attributes=attributes))
    ended = kit.run_workflow(client, "w1")
    assert ended["state"] == "failed"
    assert "'x'" in ended["content-exception"]
    assert "java.lang.Thread" in ended["content-exception"]


@pytest.mark.parametrize(
    ("result", "taken"),
    [
        ({"boolean": True}, "yes"),
        ({"boolean": False}, "no"),
        (None, "no"),
        ({"string": ""}, "no"),
        ({"number": 1.0}, "yes"),
        ({"number": 0}, "no"),
        ({"properties": {}}, "yes"),
    ],
)
@pytest.mark.parametrize("kind", ["condition", "custom-condition"])
def test_decisions(  # noqa: PLR0917 - fixtures and parameters
    client: Client, kit: Any, load: Any, template: FakeHost, kind: str, result: Any, taken: str
) -> None:
    template.scripts["decide"] = lambda _: {"result": result}
    for word in ("yes", "no"):
        template.scripts[word] = lambda _, word=word: {"outputs": {"greeting": {"string": word}}}
    gives = (bind("greeting"),)
    decision = Item(name="item1", type=kind, script="decide", out_name="y", alt_out_name="n")
    load(make(decision, task("y", "yes", gives=gives), task("n", "no", gives=gives), END))
    ended = kit.run_workflow(client, "w1")
    assert value(ended, "greeting") == {"string": {"value": taken}}


def test_a_switch_goes_where_its_script_says(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["choose"] = lambda _: {"result": {"string": "item2"}}
    template.scripts["two"] = lambda _: {"outputs": {"greeting": {"string": "two"}}}
    switch = Item(name="item1", type="switch", script="choose")
    load(make(switch, task("item2", "two", gives=(bind("greeting"),)), END))
    assert value(kit.run_workflow(client, "w1"), "greeting") == {"string": {"value": "two"}}
    template.scripts["choose"] = lambda _: {"result": None}
    assert kit.run_workflow(client, "w1")["state"] == "failed"


def test_a_failure_takes_the_path_of_its_item(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["fail"] = raising(kit.script_error("Error: no (Workflow:x#2)"))
    template.scripts["tell"] = lambda values: {"outputs": {"greeting": values["err"]}}
    load(
        make(
            task("item1", "fail", catch_name="item2", throw_bind_name="err"),
            task("item2", "tell", takes=(bind("err"),), gives=(bind("greeting"),)),
            END,
        )
    )
    ended = kit.run_workflow(client, "w1")
    assert ended["state"] == "completed"
    assert value(ended, "greeting") == {"string": {"value": "Error: no (Workflow:x#2)"}}


def raising(error: Exception) -> Any:
    def script(_: Any) -> Any:
        raise error

    return script


def test_the_default_error_handler_is_entered_once(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["fail"] = raising(kit.script_error("first"))
    template.scripts["again"] = raising(kit.script_error("second"))
    handler = (ErrorHandler(name="item2", throw_bind_name="err"),)
    load(make(task("item1", "fail"), task("item2", "again"), END, error_handlers=handler))
    ended = kit.run_workflow(client, "w1")
    assert (ended["state"], ended["content-exception"]) == ("failed", "second")


def test_without_a_handler_the_run_fails_with_the_text(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["fail"] = raising(kit.plugin_error("java.io.IOException", "refused"))
    load(make(task("item1", "fail"), END))
    ended = kit.run_workflow(client, "w1")
    assert ended["state"] == "failed"
    assert ended["content-exception"] == "java.io.IOException: refused"
    assert ended["current-item-display-name"] == "Task item1"
    (entry,) = client.get(ended["href"] + "syslogs?conditions=severity=error").json()["logs"]
    assert entry["entry"]["short-description"] == "java.io.IOException: refused"


def test_who_reads_that_a_run_failed_can_read_why_in_its_log(
    client: Client, kit: Any, load: Any, template: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Driver, "finish", lambda _driver, _token: None)
    template.scripts["fail"] = raising(kit.plugin_error("java.io.IOException", "refused"))
    load(make(task("item1", "fail"), END))
    ended = kit.run_workflow(client, "w1")
    (entry,) = client.get(ended["href"] + "syslogs?conditions=severity=error").json()["logs"]
    assert entry["entry"]["short-description"] == ended["content-exception"]


def test_an_end_in_mode_one_fails_the_run_with_the_bound_text(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["fail"] = raising(kit.script_error("broken"))
    handler = (ErrorHandler(name="item2", throw_bind_name="err"),)
    load(
        make(
            task("item1", "fail", catch_name="item2", throw_bind_name="err"),
            Item(name="item2", type="end", end_mode="1", throw_bind_name="err"),
            error_handlers=handler,
        )
    )
    ended = kit.run_workflow(client, "w1")
    assert (ended["state"], ended["content-exception"]) == ("failed", "broken")


def inner(*items: Item) -> Workflow:
    return make(*items, workflow_id="inner")


def test_a_link_runs_the_called_workflow_and_comes_back(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["hello"] = lambda values: {
        "outputs": {"greeting": {"string": "Hello " + values["who"]["string"]}}
    }
    link = Item(
        name="item1",
        type="link",
        linked_workflow_id="inner",
        out_name="item0",
        in_bindings=(bind("who"),),
        out_bindings=(bind("greeting"),),
    )
    called = inner(task("item1", "hello", takes=(bind("who"),), gives=(bind("greeting"),)), END)
    load(make(link, END), called)
    ended = kit.run_workflow(client, "w1", who={"string": {"value": "Ann"}})
    assert value(ended, "greeting") == {"string": {"value": "Hello Ann"}}
    assert client.get("/vco/api/workflows/inner/executions").json()["relations"]["total"] == 0


def test_a_failure_inside_a_link_is_caught_outside(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["fail"] = raising(kit.script_error("inside"))
    template.scripts["tell"] = lambda values: {"outputs": {"greeting": values["err"]}}
    link = Item(
        name="item1",
        type="link",
        linked_workflow_id="inner",
        out_name="item0",
        catch_name="item2",
        throw_bind_name="err",
    )
    tell = task("item2", "tell", takes=(bind("err"),), gives=(bind("greeting"),))
    load(make(link, tell, END), inner(task("item1", "fail"), END))
    ended = kit.run_workflow(client, "w1")
    assert value(ended, "greeting") == {"string": {"value": "inside"}}


def test_a_link_to_nothing_fails(client: Client, kit: Any, load: Any) -> None:
    load(make(Item(name="item1", type="link", linked_workflow_id="gone", out_name="item0"), END))
    ended = kit.run_workflow(client, "w1")
    assert (ended["state"], ended["content-exception"]) == ("failed", "Workflow gone not found")


def test_other_runtimes_fail_by_name(client: Client, kit: Any, load: Any) -> None:
    load(make(task("item1", "print(1)", runtime="python:3.10"), END))
    ended = kit.run_workflow(client, "w1")
    assert ended["state"] == "failed"
    assert "'python:3.10' is not simulated" in ended["content-exception"]


def test_dangling_names_fail_instead_of_hanging(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["work"] = lambda _: {}
    load(make(Item(name="item1", type="task", script="work", out_name=None), END))
    assert kit.run_workflow(client, "w1")["state"] == "failed"
    load(Workflow(id="w2", name="Broken", root_name="nothing", items=(END,)))
    ended = kit.run_workflow(client, "w2")
    assert "'nothing'" in ended["content-exception"]


def test_explicit_nulls_and_missing_bindings_are_null(
    client: Client, kit: Any, load: Any, template: FakeHost, hosts: list[FakeHost]
) -> None:
    template.scripts["look"] = lambda _: {}
    takes = (
        Bind(name="a", type="string", explicitly_not_bound=True),
        Bind(name="b", type="string", export_name=""),
        Bind(name="c", type="string", export_name="NULL"),
        Bind(name="d", type="string"),
        Bind(name="e", type="string", export_name="unknown"),
    )
    load(make(task("item1", "look", takes=takes), END))
    assert kit.run_workflow(client, "w1")["state"] == "completed"
    (ran,) = hosts[-1].asked("script.run")
    assert [each["value"] for each in ran["params"]] == [None] * 5


def test_a_field_of_a_composite_can_be_bound(
    client: Client, kit: Any, load: Any, template: FakeHost, hosts: list[FakeHost]
) -> None:
    template.scripts["make"] = lambda _: {"outputs": {"p": {"properties": {"x": {"number": 3.0}}}}}
    template.scripts["look"] = lambda _: {}
    point = "CompositeType(x:number):Point"
    attributes = (Variable(name="p", type=point),)
    load(
        make(
            task("item1", "make", to="item2", gives=(bind("p", point),)),
            task("item2", "look", takes=(bind("x", "number", "p.x"),)),
            END,
            attributes=attributes,
        )
    )
    assert kit.run_workflow(client, "w1")["state"] == "completed"
    assert hosts[-1].asked("script.run")[1]["params"][0]["value"] == {"number": 3.0}


def test_attributes_come_from_configuration_elements(
    client: Client, kit: Any, load: Any, template: FakeHost, hosts: list[FakeHost]
) -> None:
    template.scripts["look"] = lambda _: {}
    configuration = ConfigurationElement(
        id="c1", name="S", attributes=(Variable(name="url", type="string", value="http://x"),)
    )
    spec = ElementSpec(
        id="c1",
        type="ConfigurationElement",
        data=write_configuration(configuration),
        categories=(Category("Tests"),),
    )
    package = kit.package_bytes(spec, name="com.example.c")
    kit.import_package(client, package, importConfigurationAttributeValues="true")
    attributes = (
        Variable(name="url", type="string", conf_id="c1", conf_key="url"),
        Variable(name="gone", type="string", conf_id="c1", conf_key="none"),
    )
    takes = (bind("url"), bind("gone"))
    load(make(task("item1", "look", takes=takes), END, attributes=attributes))
    kit.run_workflow(client, "w1")
    (ran,) = hosts[-1].asked("script.run")
    assert [each["value"] for each in ran["params"]] == [{"string": "http://x"}, None]


def test_an_action_element_without_script_calls_its_action(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    call = 'actionResult = System.getModule("com.example").greet(who);'
    template.scripts[call] = lambda _: {"outputs": {"actionResult": {"string": "Hi"}}}
    item = task(
        "item1",
        "",
        script_module="com.example/greet",
        takes=(bind("who"),),
        gives=(bind("actionResult", outside="greeting"),),
    )
    load(make(item, END))
    assert value(kit.run_workflow(client, "w1"), "greeting") == {"string": {"value": "Hi"}}


def test_the_business_state_is_set_by_an_item(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["work"] = lambda _: {}
    load(make(task("item1", "work", business_status="half way"), END))
    assert kit.run_workflow(client, "w1")["business-state"] == "half way"


def test_each_run_is_a_session_that_is_closed(
    client: Client, kit: Any, load: Any, template: FakeHost, hosts: list[FakeHost]
) -> None:
    template.scripts["work"] = lambda _: {}
    load(make(task("item1", "work", to="item2"), task("item2", "work"), END))
    ended = [kit.run_workflow(client, "w1") for _ in range(2)]
    until(lambda: len(hosts[-1].asked("session.close")) == len(ended))
    closed = [each["session"] for each in hosts[-1].asked("session.close")]
    assert closed == [f"workflow:{each['id']}" for each in ended]
    ran = [each["session"] for each in hosts[-1].asked("script.run")]
    assert ran == [closed[0]] * 2 + [closed[1]] * 2


def test_runs_tell_their_steps_and_calls(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["work"] = lambda _: {}
    load(make(task("item1", "work"), END))
    ended = kit.run_workflow(client, "w1")
    seen = client.get("/mockvro/observations?kind=workflow-step").json()["observations"]
    assert [(each["token"], each["item"]) for each in seen] == [
        (ended["id"], "item1"),
        (ended["id"], "item0"),
    ]
    shown = client.get(ended["href"]).headers["X-Mockvro-Calls"]
    assert shown.split(",")[0] == "c1"


def test_scripts_log_into_their_run(
    client: Client, kit: Any, load: Any, template: FakeHost, services: Services
) -> None:
    def logging(_: Any) -> Any:
        (token,) = services.store.tokens.unfinished()
        for owner, member in (("System", "warn"), ("System", "debug"), ("Server", "log")):
            services.hosts.callbacks.scripting(
                {
                    "object": owner,
                    "member": member,
                    "args": [{"string": f"{owner} {member}"}],
                    "token": token.id,
                }
            )
        return {}

    template.scripts["log"] = logging
    load(make(task("item1", "log"), END))
    ended = kit.run_workflow(client, "w1")

    def texts(query: str) -> list[str]:
        entries = client.get(ended["href"] + query).json()["logs"]
        return [each["entry"]["short-description"] for each in entries]

    assert texts("syslogs") == ["System warn", "System debug"]
    assert texts("syslogs?conditions=severity=warning") == ["System warn"]
    assert texts("logs") == ["Server log"]
    newest = client.get(ended["href"] + "syslogs").json()["logs"][-1]["entry"]["time-stamp-val"]
    assert texts(f"syslogs?conditions=timestamp>{newest}") == []


@pytest.fixture
def blocked(template: FakeHost) -> Any:
    """A script that waits until it is released."""
    entered, released = threading.Event(), threading.Event()

    def wait(_: Any) -> Any:
        entered.set()
        assert released.wait(10)
        return {"outputs": {"greeting": {"string": "late"}}}

    template.scripts["wait"] = wait
    yield entered, released
    released.set()


def test_a_cancelled_run_stays_cancelled(client: Client, kit: Any, load: Any, blocked: Any) -> None:
    entered, released = blocked
    load(make(task("item1", "wait", gives=(bind("greeting"),)), END))
    href = client.post("/vco/api/workflows/w1/executions").headers["Location"]
    assert entered.wait(10)
    assert client.get(href + "state").json() == {"value": "running"}
    assert client.delete(href).status_code == 400
    assert client.delete(href + "state").status_code == 204
    assert client.get(href + "state").json() == {"value": "canceled"}
    released.set()
    ended = kit.finished(client, href)
    assert ended["state"] == "canceled"
    assert value(ended, "greeting") is None


def test_a_dead_host_fails_the_run(client: Client, kit: Any, load: Any, template: FakeHost) -> None:
    template.scripts["die"] = raising(kit.HostDied("gone", exit_code=3, signal=None))
    load(make(task("item1", "die", catch_name="item0"), END))
    ended = kit.run_workflow(client, "w1")
    assert ended["state"] == "failed"
    assert "gone" in ended["content-exception"]


def test_a_restart_of_the_host_repeats_the_item_that_was_under_way(
    client: Client, kit: Any, load: Any, template: FakeHost, hosts: list[FakeHost]
) -> None:
    entered, died = threading.Event(), threading.Event()
    tries: list[str] = []

    def work(_: Any) -> Any:
        tries.append("once")
        if len(tries) == 1:
            entered.set()
            assert died.wait(10)
            raise kit.HostDied("closed", exit_code=0, signal=None)
        return {"outputs": {"greeting": {"string": "resumed"}}}

    template.scripts["first"] = lambda _: {}
    template.scripts["work"] = work
    load(
        make(
            task("item1", "first", to="item2"),
            task("item2", "work", gives=(bind("greeting"),)),
            END,
        )
    )
    href = client.post("/vco/api/workflows/w1/executions").headers["Location"]
    assert entered.wait(10)
    hosts[-1].close = died.set  # type: ignore[method-assign]  # as a JVM that is killed mid-call
    assert client.post("/mockvro/host/restart").status_code == 204
    ended = kit.finished(client, href)
    assert (ended["state"], value(ended, "greeting")) == (
        "completed",
        {"string": {"value": "resumed"}},
    )
    assert len(tries) == 2
    assert [len(host.asked("script.run")) for host in hosts] == [2, 1]


def test_unfinished_runs_go_on_after_a_restart_of_the_server(
    settings: Any, kit: Any, template: FakeHost, services: Services
) -> None:
    template.scripts["work"] = lambda _: {}
    services.engine.pause()
    with kit.Client(kit.app_over(services)) as client:
        for workflow_id, mode in (("w1", "1"), ("w2", "0")):
            workflow = make(task("item1", "work"), END, workflow_id=workflow_id, restart_mode=mode)
            kit.import_package(
                client, kit.package_bytes(kit.workflow_spec(workflow), name=workflow_id)
            )
            client.post(f"/vco/api/workflows/{workflow_id}/executions")
    services.stop()
    again = kit.build(settings, starter=lambda: template)
    again.start()
    with kit.Client(kit.app_over(again)) as client:
        states = []
        for workflow_id in ("w1", "w2"):
            (token,) = again.store.tokens.of_workflow(workflow_id)
            href = f"/vco/api/workflows/{workflow_id}/executions/{token.id}"
            states.append(kit.finished(client, href)["state"])
    again.stop()
    assert states == ["completed", "failed"]


def test_a_fault_of_ours_fails_the_run_instead_of_hanging_it(
    client: Client, kit: Any, load: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: queue.Queue[threading.ExceptHookArgs] = queue.Queue()
    monkeypatch.setattr(threading, "excepthook", told.put)
    load(make(task("item1", "a script that the fake host does not know"), END))
    ended = kit.run_workflow(client, "w1")
    assert ended["state"] == "failed"
    assert "fault of the simulation" in ended["content-exception"]
    assert told.get(timeout=30).exc_type is KeyError  # its thread ends after the run has


def test_many_runs_at_once(client: Client, kit: Any, load: Any, template: FakeHost) -> None:
    template.scripts["work"] = lambda values: {"outputs": {"greeting": values["who"]}}
    load(make(task("item1", "work", takes=(bind("who"),), gives=(bind("greeting"),)), END))
    body = [
        {"parameters": [{"name": "who", "value": {"string": {"value": str(index)}}}]}
        for index in range(40)
    ]
    started = [client.post("/vco/api/workflows/w1/executions", json=each) for each in body]
    ended = [kit.finished(client, each.headers["Location"]) for each in started]
    assert [value(each, "greeting")["string"]["value"] for each in ended] == [
        str(index) for index in range(40)
    ]


def test_restarts_at_the_same_time_follow_each_other(
    client: Client, kit: Any, load: Any, template: FakeHost
) -> None:
    template.scripts["work"] = lambda _: {}
    load(make(task("item1", "work", to="item2"), task("item2", "work"), END))
    started = [client.post("/vco/api/workflows/w1/executions") for _ in range(10)]
    restarts = [
        threading.Thread(target=client.post, args=("/mockvro/host/restart",)) for _ in range(4)
    ]
    for each in restarts:
        each.start()
    for each in restarts:
        each.join()
    ended = [kit.finished(client, each.headers["Location"]) for each in started]
    assert [each["state"] for each in ended] == ["completed"] * 10
