"""Members of the scripting API that the Orchestrator answers, without a JVM."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.content.configuration import ConfigurationElement, write_configuration
from mockvro.content.encoding import encode_utf16
from mockvro.content.policy import PolicyItem, PolicyTemplate, write_policy
from mockvro.content.values import Reference, SdkObject
from mockvro.content.workflow import Bind, Item, Parameter, Variable, Workflow, write_workflow
from mockvro.plugins.errors import NotServedError
from mockvro.scripting import coverage
from mockvro.scripting.answers import CoreObject, from_argument, to_answer
from mockvro.scripting.api import REGISTRY
from mockvro.scripting.custom_events import CustomEvents
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.resources import attachment
from mockvro.store import Element, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockvro.api.services import Services

    Ask = Callable[..., Any]


@pytest.fixture
def ask(services: Services) -> Iterator[Ask]:
    def answer(member: str, *args: Any, assign: bool = False) -> Any:
        owner, _, name = member.partition(".")
        params = {
            "object": owner,
            "member": name,
            "args": [to_answer(each) for each in args],
            "token": None,
        }
        if assign:
            params["assign"] = True
        return from_argument(services.hosts.callbacks.scripting(params))

    yield answer
    services.engine.stop()
    services.store.close()


def put(services: Services, kind: Kind, identity: str, name: str, text: str) -> None:
    category = services.store.categories.ensure(f"{kind.value}Category", ("Top", "Sub"))
    services.store.elements.put(
        Element(
            kind=kind,
            id=identity,
            name=name,
            version="1.2.3",
            description="About it",
            category=category.id,
            data=encode_utf16(text),
        )
    )


@pytest.fixture
def workflow(services: Services, template: Any) -> Reference:
    template.scripts["return n > 1"] = lambda _: {"result": {"boolean": False}}
    content = Workflow(
        id="w1",
        name="Work",
        root_name="item1",
        inputs=(Parameter(name="n", type="number", description="how many"),),
        outputs=(Parameter(name="o", type="string"),),
        attributes=(Variable(name="a", type="number", value="5.0"),),
        items=(
            Item(
                name="item1",
                type="custom-condition",
                out_name="item2",
                alt_out_name="item0",
                script="return n > 1",
                in_bindings=(Bind(name="n", type="number", export_name="n"),),
            ),
            Item(name="item2", type="link", out_name="item0", linked_workflow_id="w1"),
            Item(name="item0", type="end", end_mode="0"),
        ),
    )
    put(services, Kind.WORKFLOW, "w1", "Work", write_workflow(content))
    return Reference("Workflow", "w1", "Work")


@pytest.fixture
def configuration(services: Services) -> Reference:
    content = ConfigurationElement(
        id="c1",
        name="Conf",
        attributes=(
            Variable(name="n", type="number", value="5.0"),
            Variable(name="empty", type="string"),
        ),
    )
    put(services, Kind.CONFIGURATION, "c1", "Conf", write_configuration(content))
    return Reference("ConfigurationElement", "c1", "Conf")


def test_a_workflow_tells_what_it_declares(ask: Ask, workflow: Reference) -> None:
    assert ask("Workflow.name", workflow) == "Work"
    assert ask("Workflow.version", workflow) == "1.2.3"
    (parameter,) = ask("Workflow.inParameters", workflow)
    assert parameter.attributes == {"name": "n", "type": "number", "description": "how many"}
    assert ask("Workflow.attributes", workflow)[0].get("value") == 5.0
    assert ask("Workflow.numberOfItem", workflow) == 3.0
    category = ask("Workflow.workflowCategory", workflow)
    assert ask("WorkflowCategory.path", category) == "Top/Sub"


def test_items_are_walked_along_their_ends(ask: Ask, workflow: Reference) -> None:
    first = ask("Workflow.firstItem", workflow)
    assert first.type == "WorkflowCustomConditionItem"
    assert ask("WorkflowCustomConditionItem.script", first) == "return n > 1"
    link = ask("WorkflowCustomConditionItem.nextItemTrue", first)
    assert ask("WorkflowLinkItem.linkedWorkflow", link) == workflow
    end = ask("WorkflowCustomConditionItem.nextItemFalse", first)
    assert end.type == "WorkflowItemEnd"
    assert ask("WorkflowItemEnd.name", end) == "item0"


def test_executing_needs_properties(ask: Ask, workflow: Reference, services: Services) -> None:
    with pytest.raises(ScriptCallError, match="First parameter is not a Properties object !"):
        ask("Workflow.execute", workflow, None)
    token = ask("Workflow.execute", workflow, {"n": 2.0})
    assert token.type == "WorkflowToken"
    assert ask("WorkflowToken.getInputParameters", token) == {"n": 2.0}
    assert ask("WorkflowToken.rootWorkflow", token) == workflow
    ask("WorkflowToken.cancel", token)
    assert services.engine.wait_until_idle(10)
    ended = {"canceled", "failed", "completed"}  # the workflow may be quicker than the cancel
    assert ask("WorkflowToken.state", token) in ended
    assert ask("Server.getWorkflowTokenState", token.id) == ask("WorkflowToken.state", token)
    services.store.tokens.remove(token.id)
    with pytest.raises(ScriptCallError, match="WorkflowToken has been deleted"):
        ask("WorkflowToken.state", token)


def test_executing_as_another_user_needs_the_password(
    ask: Ask, workflow: Reference, services: Services
) -> None:
    with pytest.raises(ScriptCallError, match="cannot be authenticated"):
        ask("Workflow.execute", workflow, {}, "vcoadmin", "wrong")
    token = ask("Workflow.execute", workflow, {}, "vcoadmin", "vcoadmin")
    assert ask("WorkflowToken.runningUserName", token) == "vcoadmin"
    services.engine.cancel(token.id)
    assert services.engine.wait_until_idle(10)


def test_a_task_is_scheduled_changed_and_canceled(ask: Ask, workflow: Reference) -> None:
    later = datetime(2099, 1, 2, tzinfo=UTC)
    task = ask("Workflow.schedule", workflow, {"n": 1.0}, later)
    assert ask("Task.executionDate", task) == later
    assert ask("Task.isRecurrent", task) is False
    moved = datetime(2099, 1, 3, tzinfo=UTC)
    ask("Task.executionDate", task, moved, assign=True)
    ask("Task.addParameter", task, "n", 7.0)
    assert ask("Task.executionDate", task) == moved
    assert ask("Task.parameters", task) == {"n": 7.0}
    assert ask("Task.workflow", task) == workflow
    ask("Task.suspend", task)
    assert ask("Task.state", task) == "suspended"
    ask("Task.resume", task)
    assert ask("Task.state", task) == "pending"
    ask("Task.cancel", task)
    assert ask("Task.state", task) == "canceled"
    with pytest.raises(ScriptCallError, match="Attribute name of Task is read-only"):
        ask("Task.name", task, "x", assign=True)


def test_attributes_of_configurations(ask: Ask, configuration: Reference) -> None:
    get = "ConfigurationElement.getAttributeWithKey"
    assert ask(get, configuration, "n").attributes == {
        "name": "n",
        "type": "number",
        "description": "",
        "value": 5.0,
    }
    assert ask(get, configuration, "empty").get("value") is None
    assert ask(get, configuration, "missing") is None
    ask("ConfigurationElement.setAttributeWithKey", configuration, "n", 6.0)
    ask("ConfigurationElement.setAttributeWithKey", configuration, "new", ["x"], "Array/string")
    assert ask(get, configuration, "n").get("value") == 6.0
    assert ask(get, configuration, "new").get("value") == ["x"]
    ask("ConfigurationElement.removeAttributeWithKey", configuration, "n")
    names = [each.get("name") for each in ask("ConfigurationElement.attributes", configuration)]
    assert names == ["empty", "new"]


def test_a_value_that_does_not_fit_is_an_error(ask: Ask, configuration: Reference) -> None:
    with pytest.raises(ScriptCallError, match="number"):
        ask("ConfigurationElement.setAttributeWithKey", configuration, "n", "text")


def test_secrets_are_kept_obscured_and_read_plain(
    ask: Ask, configuration: Reference, services: Services
) -> None:
    ask("ConfigurationElement.setAttributeWithKey", configuration, "s", "tops3cret", "SecureString")
    stored = services.store.elements.get(Kind.CONFIGURATION, "c1")
    assert stored is not None
    assert "tops3cret" not in stored.text
    found = ask("ConfigurationElement.getAttributeWithKey", configuration, "s")
    assert found.get("value") == "tops3cret"


def test_configurations_are_made_listed_and_removed(ask: Ask) -> None:
    made = ask("Server.createConfigurationElement", "Mine/Own", "Fresh")
    category = ask("Server.getConfigurationElementCategoryWithPath", "Mine/Own")
    assert ask("ConfigurationElementCategory.configurationElements", category) == [made]
    parent = ask("ConfigurationElementCategory.parent", category)
    assert ask("ConfigurationElementCategory.configurationElements", parent) == []
    assert ask("ConfigurationElementCategory.allConfigurationElements", parent) == [made]
    ask("ConfigurationElement.saveToVersionRepository", made)
    assert len(ask("ConfigurationElement.versionHistoryItems", made)) == 2
    with pytest.raises(ScriptCallError, match="not empty"):
        ask("Server.removeConfigurationElementCategory", category)
    ask("Server.removeConfigurationElement", made)
    with pytest.raises(ScriptCallError, match="does not exist"):
        ask("ConfigurationElement.name", made)
    ask("Server.removeConfigurationElementCategory", category)
    assert ask("Server.getConfigurationElementCategoryWithPath", "Mine/Own") is None


def test_resources_are_files(ask: Ask) -> None:
    file = attachment("a.txt", "text/plain", b"hello")
    made = ask("Server.createResourceElement", "Files", "a.txt", file)
    assert ask("ResourceElement.mimeType", made) == "text/plain"
    assert ask("ResourceElement.contentSize", made) == 5.0
    assert ask("ResourceElement.getContentAsMimeAttachment", made) == file
    ask("ResourceElement.setContentFromMimeAttachment", made, attachment("b", "image/png", b"12"))
    ask("ResourceElement.name", made, "b.png", assign=True)
    ask("ResourceElement.description", made, "picture", assign=True)
    assert ask("ResourceElement.name", made) == "b.png"
    assert ask("ResourceElement.description", made) == "picture"
    assert ask("ResourceElement.mimeType", made) == "image/png"
    assert ask("ResourceElement.contentSize", made) == 2.0
    empty = ask("Server.createResourceElement", "Files", "empty", "text/csv")
    assert ask("ResourceElement.mimeType", empty) == "text/csv"
    category = ask("ResourceElement.getResourceElementCategory", made)
    assert len(ask("ResourceElementCategory.resourceElements", category)) == 2
    ask("Server.removeResourceElement", made)


def test_tags_belong_to_users_or_to_all(ask: Ask, workflow: Reference) -> None:
    ask("Server.tag", workflow, "env", "prod")
    ask("Server.tagGlobally", workflow, "site", None)
    assert ask("Server.findTagsForObject", workflow) == {"env": "prod"}
    assert ask("Server.findGlobalTagsForObject", workflow) == {"site": None}
    assert ask("Server.findTagsInUse") == ["env", "site"]
    condition = {"tag": "env", "value": "prod", "global": False}
    query = CoreObject("TagQuery", {"conditions": [condition]})
    assert ask("Server.queryByTags", query, "Workflow") == [workflow]
    other = CoreObject("TagQuery", {"conditions": [condition | {"value": "test"}]})
    assert ask("Server.queryByTags", other, "Workflow") == []
    assert ask("Server.queryByTags", "site", "Workflow") == [workflow]
    ask("Server.untag", workflow, ["env"])
    ask("Server.untagGlobally", workflow, ["site"])
    assert ask("Server.findTagsInUse") == []


def test_plugin_objects_have_tags_and_custom_properties(ask: Ask) -> None:
    thing = SdkObject("Test:Server", "a,b")
    ask("Server.tag", thing, "mark", None)
    query = CoreObject(
        "TagQuery", {"conditions": [{"tag": "mark", "value": None, "global": False}]}
    )
    assert ask("Server.queryByTags", query, "Test:Server") == [thing]
    ask("Server.setCustomProperty", thing, "k", [1.0, "x"])
    assert ask("Server.getCustomProperty", thing, "k") == [1.0, "x"]
    assert ask("Server.getCustomProperty", thing, "other") is None
    assert ask("Server.getCustomPropertyKeys", thing) == ["k"]
    assert ask("Server.getObjectsWithCustomPropertyKey", "k") == [thing]
    (uri,) = ask("Server.getObjectsURIWithCustomPropertyKey", "k")
    assert ask("Server.fromUri", uri) == thing
    ask("Server.removeAllCustomPropertiesForType", "Test:Other")
    assert ask("Server.getCustomPropertyKeys", thing) == ["k"]
    ask("Server.removeAllCustomPropertiesForTypeAndKey", "Test:Server", "k")
    assert ask("Server.getCustomPropertyKeys", thing) == []


@pytest.mark.parametrize(
    "value",
    [5.0, "x", True, None, [1.0, "y"], {"k": "v"}, datetime(2020, 1, 2, tzinfo=UTC)],
    ids=repr,
)
def test_representations_lead_back_to_the_value(ask: Ask, value: Any) -> None:
    text = ask("Server.toStringRepresentation", value)
    assert text.type == "StringRepresentation"
    assert ask("Server.fromStringRepresentation", text) == value
    assert ask("StringRepresentation.objectValue", text) == value


def test_elements_are_found_by_type(ask: Ask, workflow: Reference) -> None:
    assert ask("Server.findForType", "Workflow", "w1") == workflow
    assert ask("Server.findForType", "Workflow", "w2") is None
    assert ask("Server.findAllForType", "Workflow") == [workflow]
    assert ask("Server.findAllForType", "Workflow", "ork") == [workflow]
    assert ask("Server.query", "Workflow", "nothing", 5.0) == []
    assert ask("Server.getAllNamesForType", "Workflow") == ["Work"]
    assert ask("Server.getWorkflowWithId", "w1") == workflow
    categories = ask("Server.findAllForType", "WorkflowCategory")
    assert {each.name for each in categories} == {"Top", "Sub"}
    assert len(ask("Server.getAllWorkflowCategories")) == 2
    with pytest.raises(ScriptCallError, match="no type 'Nope'"):
        ask("Server.findAllForType", "Nope")


def test_users_are_those_of_the_server(ask: Ask) -> None:
    user = ask("Server.getCurrentLdapUser")
    assert ask("LdapUser.loginName", user) == "vcoadmin"
    assert ask("Server.getLdapElement", user.id) == user
    (group,) = ask("LdapUser.groups", user)
    assert ask("LdapUser.isMemberOfGroup", user, group) is True
    assert ask("Server.searchLdapUsers", "admin", 5.0) == [user]
    assert ask("Server.searchLdapGroups", "nobody", 5.0) == []
    assert ask("Server.isValidLdapCredential", "vcoadmin", "vcoadmin") is True
    assert ask("Server.isValidLdapCredential", "vcoadmin", "x") is False


def test_a_policy_comes_of_a_template(ask: Ask, services: Services) -> None:
    template = PolicyTemplate(
        id="p1",
        name="Watch",
        attributes=(Variable(name="n", type="number", value="1.0"),),
        items=(PolicyItem(tag="server", sdk_type="Test:Server"),),
    )
    put(services, Kind.POLICY, "p1", "Watch", write_policy(template))
    held, thing = Reference("PolicyTemplate", "p1", "Watch"), SdkObject("Test:Server", "1")
    assert ask("PolicyTemplate.getAttribute", held, "n") == 1.0
    policy = ask("PolicyTemplate.apply", held, "Mine", {"server": thing, "n": 2.0})
    assert ask("Policy.name", policy) == "Mine"
    assert ask("Policy.getObjectByTag", policy, "server") == thing
    assert ask("Policy.getAttribute", policy, "n") == 2.0
    ask("Policy.setAttribute", policy, "n", 3.0)
    assert ask("Policy.getAttribute", policy, "n") == 3.0
    ask("Policy.autostart", policy, bool(policy), assign=True)
    assert ask("Policy.autostart", policy) is True
    ask("Policy.start", policy)
    assert ask("Policy.status", policy) == "started"
    ask("Policy.remove", policy)
    with pytest.raises(ScriptCallError, match="does not exist"):
        ask("Policy.status", policy)
    with pytest.raises(ScriptCallError, match="no item 'other'"):
        ask("PolicyTemplate.apply", held, "Mine", {"other": thing})


def test_log_events_are_found_by_query(ask: Ask, workflow: Reference, services: Services) -> None:
    token = ask("Workflow.execute", workflow, {})
    assert services.engine.wait_until_idle(10)
    log = {"object": "System", "member": "warn", "args": [{"string": "watch out"}]}
    services.hosts.callbacks.scripting({**log, "token": token.id})
    query = {"originatorId": token.id, "severityThreshold": 2.0}
    found = ask("Server.fetchLogEvents", CoreObject("LogQuery", query))
    assert "watch out" in {each.get("shortDescription") for each in found}
    (limited,) = ask("Server.fetchLogEvents", CoreObject("LogQuery", {"fetchLimit": 1.0}))
    assert limited.get("originatorId") == token.id


def test_events_wake_who_waits() -> None:
    events = CustomEvents()
    seen = events.count("k")
    woken = threading.Event()

    def wait() -> None:
        while events.count("k", seen=seen, wait_s=1.0) == seen:
            continue
        woken.set()

    threading.Thread(target=wait, daemon=True).start()
    events.send("other")
    events.send("k")
    assert woken.wait(10)


@pytest.mark.parametrize(
    ("member", "args"),
    [
        ("Server.setAccessRights", ()),
        ("Workflow.getExecutionUrl", ()),
        ("System.customEventUrl", ("x", False)),
        ("Nothing.atAll", ()),
    ],
)
def test_what_is_not_simulated_says_so(ask: Ask, member: str, args: tuple[Any, ...]) -> None:
    with pytest.raises(NotServedError, match=f"{member} is not simulated"):
        ask(member, *args)


def test_coverage_knows_every_member_once_and_all_that_scripts_use() -> None:
    rows = coverage()
    names = [(each.owner, each.member) for each in rows]
    assert len(set(names)) == len(names) > 600
    assert [each for each in rows if each.uses and each.state == "not simulated"] == []
    known = {each for each in REGISTRY.all() if each not in set(names)}
    assert {each for each in known if each[1] not in {"id", "getCredential"}} == set()
